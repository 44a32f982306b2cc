import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { drawComplaintSheet } from '../ops/card/complaint-sheet.ts'
import { awsNumberIn, countriesBy } from '../settings/countries/countries.ts'
import { durationIn, type Figures, figures, told } from '../settings/figures.ts'
import { ownBudgets, type Settings, settingsSchema } from '../settings/schema.ts'
import { standAlone } from '../settings/texts.ts'
import { messages } from '../shared/messages/texts.ts'
import type { Quota } from '../shared/rules/config.ts'
import { languages, type Language as ReplyLanguage } from '../shared/rules/messages.ts'
import { day, hour, minute } from '../shared/rules/timing.ts'
import { helplinesByCountry } from './helplines.ts'
import { prices } from './prices.ts'

type Language = 'en' | 'fr'

/** The pages that state defaults and prices, each in its language. */
export const pages: readonly string[] = globSync(['*.md', 'docs/**/*.md'])

// French groups digits with a no-break space.
const numberIn = (language: Language, value: number, digits?: number) => {
  const options = digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return value.toLocaleString(language, options).replaceAll('\u202f', '\u00a0')
}

/** Settings that say no more than they must, so that all else is a default. */
const settings: Settings = settingsSchema.parse({
  region: 'eu-west-3',
  countries: ['FR'],
  lines: [{ number: '+33700000001', language: 'fr' }],
})

/** Every default that pages state, by its name, as text of each language. */
const defaults = (language: Language): Readonly<Record<string, string>> => {
  const words = {
    en: { to: 'to', per: 'per', after: 'after', for: 'for', day: 'd' },
    fr: { to: 'à', per: 'par', after: 'après', for: 'pour', day: 'j' },
  }[language]
  const number = (value: number) => numberIn(language, value)
  const duration = (ms: number) => (ms > day ? `${ms / day} ${words.day}` : `${ms / hour} h`)
  const quotaIn = (quota?: Quota) =>
    quota === undefined ? '' : [quota.hour, quota.day, quota.month].map(number).join(' / ')
  const { replyDelay, limits, block, alarms, aws } = settings
  return {
    replyDelay: `${replyDelay.min / minute} ${words.to} ${replyDelay.max / minute}`,
    limits: limits.map(({ replies, per }) => `${replies} ${words.per} ${duration(per)}`).join(', '),
    block: `${words.after} ${block.after}, ${words.for} ${duration(block.for)}`,
    budgets: quotaIn(settings.budgets['default']),
    ...Object.fromEntries(
      Object.entries(ownBudgets).map(([carrier, { limits }]) => [`${carrier}Budget`, quotaIn(limits)]),
    ),
    repliesPerSecond: number(aws.repliesPerSecond),
    alarms: [alarms.receivedUsdPerDay, alarms.deliverySuccess].map(number).join(', '),
  }
}

/** What sentences tell of the rules, and of the settings that a page states: tests change one after the other. */
export type Rules = { readonly figures: Figures } & Pick<Settings, 'limits' | 'block'>
export const rules: Rules = { figures, limits: settings.limits, block: settings.block }

/** Every figure of the rules that pages tell, by its name, in words of each language. */
const figuresIn = (language: ReplyLanguage, { figures, limits, block }: Rules): Readonly<Record<string, string>> => {
  const remembered = Math.max(block.for, ...limits.map(({ per }) => per))
  if (language !== 'en' && language !== 'fr')
    return { ...told(language, figures), remembered: durationIn(language, remembered) }
  const words = {
    en: { times: ['once', 'twice'], many: 'times', in: 'in', and: ' and ', hours: 'hours', days: 'days' },
    fr: { times: ['une fois', 'deux fois'], many: 'fois', in: 'en', and: ' et ', hours: 'heures', days: 'jours' },
  }[language]
  const duration = (ms: number) => (ms > day ? `${ms / day} ${words.days}` : `${ms / hour} ${words.hours}`)
  const often = (replies: number) => words.times[replies - 1] ?? `${replies} ${words.many}`
  return {
    ...told(language, figures),
    limits: limits.map(({ replies, per }) => `${often(replies)} ${words.in} ${duration(per)}`).join(words.and),
    blocked: duration(block.for),
    remembered: duration(remembered),
  }
}

/** The languages of replies: their codes, and their names. British English puts no comma before the last. */
const languagesIn = (language: Language): Readonly<Record<string, string>> => {
  const locale = { en: 'en-GB', fr: 'fr' }[language]
  const names = new Intl.DisplayNames(locale, { type: 'language' })
  return {
    codes: languages.map((code) => `\`${code}\``).join(', '),
    names: new Intl.ListFormat(locale, { type: 'disjunction' }).format(languages.flatMap((one) => names.of(one) ?? [])),
  }
}

/** Where AWS has numbers: by what one gets them, how long a registration takes, and what is said of sending there. */
const countriesIn = (language: Language): Readonly<Record<string, string>> => {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const byDays = Map.groupBy(countriesBy('registration'), (country) => awsNumberIn(country)?.days)
  const known = [...byDays].flatMap(([days, some]) => (days === undefined ? [] : [{ days, some }]))
  const remarks = ways.flatMap(countriesBy).map((country) => [country, awsNumberIn(country)?.remark] as const)
  return {
    ...Object.fromEntries(ways.map((way) => [way, countriesBy(way).join(', ')])),
    days: known
      .toSorted((a, b) => b.days - a.days)
      .map(({ days, some }) => `${days} (${some.join(', ')})`)
      .join(', '),
    remarks: remarks
      .flatMap(([country, remark]) => (remark === undefined ? [] : [`**${names.of(country)}.** ${remark[language]}`]))
      .join(' '),
  }
}

const ways = ['registration', 'case', 'order'] as const

/** What a page has of the helplines of countries. */
export const helplineLists = /<!--helplines by country-->.*?<!---->/gs

/** Every reply of the project in a language, as senders get it: for whoever searches its words. */
const repliesIn = (language: string): string => {
  const code = languages.find((one) => one === language)
  if (code === undefined) throw new Error(`There are no replies in ${language}.`)
  const texts = new Set([...messages[code], ...(standAlone[code] ?? [])])
  return [...texts].map((text) => `> ${text}`).join('\n>\n')
}

const replyLists = /<!--replies (\w+)-->.*?<!---->/gs

const marked = /<!--(country|default|figure|price|language) (\w+)-->.*?<!---->/g

export const defaultsOn = (text: string): readonly string[] =>
  [...text.matchAll(marked)].flatMap(([, kind, name = '']) => (kind === 'default' ? [name] : []))

/** A page with its defaults, prices and helplines as they are now. Throws for an unknown name. */
export const withDefaults = (text: string, page: string, of = rules): string => {
  const own = languages.find((one) => page.endsWith(`.${one}.md`)) ?? 'en'
  const language = own === 'fr' ? 'fr' : 'en'
  const values = {
    country: countriesIn(language),
    default: defaults(language),
    figure: figuresIn(own, of),
    language: languagesIn(language),
    price: Object.fromEntries(
      Object.entries(prices).map(([name, [price, digits]]) => [name, numberIn(language, price, digits)]),
    ),
  }
  return text
    .replaceAll(marked, (_, kind: keyof typeof values, name: string) => {
      if (values[kind][name] === undefined) throw new Error(`${page} states the ${kind} ${name}, which does not exist.`)
      return `<!--${kind} ${name}-->${values[kind][name]}<!---->`
    })
    .replaceAll(replyLists, (_, of: string) => `<!--replies ${of}-->\n\n${repliesIn(of)}\n\n<!---->`)
    .replaceAll(helplineLists, () => `<!--helplines by country-->\n\n${helplinesByCountry(language)}\n<!---->`)
}

/** The sheets to print, by language. */
export const sheets = { en: 'docs/complaint-sheet.pdf', fr: 'docs/complaint-sheet.fr.pdf' } as const satisfies {
  readonly [L in Language]: string
}

if (import.meta.main) {
  for (const page of pages) {
    const text = readFileSync(page, 'utf8')
    const current = withDefaults(text, page)
    if (current === text) continue
    writeFileSync(page, current)
    console.log(`${page}: its defaults and prices are as settings and code have them now.`)
  }
  for (const language of ['en', 'fr'] as const) writeFileSync(sheets[language], await drawComplaintSheet(language))
}
