import { domainToUnicode } from 'node:url'
import {
  allHelplines,
  emergenciesIn,
  type Helpline,
  listenersIn,
  listenersToTheYoungIn,
} from '../ops/card/helplines/helplines.ts'
import { aboutHelpline, waysTo } from '../ops/card/helplines/said.ts'
import { codeNameFor, codeNamesIn } from '../ops/card/leaflet/code-names.ts'

type Language = 'en' | 'fr'

/** A country of which more is known than what holds all over the European Union. */
const countries = [...new Set(allHelplines.flatMap((one) => (one.countries.length === 1 ? one.countries : [])))]

/** Who answers, by country, as a list that can be touched on a phone. */
export const helplinesByCountry = (language: Language): string => {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  return countries
    .map((country) => {
      const name = codeNameFor([country], language)
      const all = [
        ...emergenciesIn([country]),
        ...listenersIn([country], language),
        ...listenersToTheYoungIn([country], language),
      ]
      const lines = all.map((one) => `  - ${linksTo(one, language)}: ${aboutHelpline(one, language)}\n`)
      return `- **${names.of(country)}**${name === undefined ? '' : ` · ${name}`}\n${lines.join('')}`
    })
    .join('')
    .replaceAll(/(?<=\S): /g, language === 'fr' ? '\u00a0: ' : ': ')
}

const linksTo = (one: Helpline, language: Language): string =>
  waysTo(one, language)
    .map(({ words, address, site }) => (address || site ? `[${words}](${address ?? site})` : words))
    .join(', ')

/** Where each of them was read, as a table. Its pages are in English only. */
export const sourcesOfHelplines = (): string => {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  const rows = allHelplines.map((one) => {
    const { countries, sources, read, doubt } = one
    const where = countries.length === 1 ? names.of(countries[0] ?? '') : countries.join(' ')
    const who = waysTo(one, 'en').map(({ words }) => words)
    const links = sources.map((source) => `[${siteOf(source)}](${source})`)
    return `| ${where} | ${who.join(', ')} | ${aboutHelpline(one, 'en')}${doubt ? `. ${doubt}` : ''} | ${links.join(', ')} | ${read} |\n`
  })
  const ofNames = countries.flatMap((country) =>
    codeNamesIn([country]).map(
      ({ name, source, checked }) =>
        `| ${names.of(country)} | ${name} | to ask the staff of a bar for | [${siteOf(source)}](${source}) | ${checked} |\n`,
    ),
  )
  const head =
    '| country | who | for whom, in which language, when, and what is not certain | where it was read | on |\n|---|---|---|---|---|\n'
  return `${head}${rows.join('')}${ofNames.join('')}`
}

const siteOf = (address: string): string => domainToUnicode(new URL(address).hostname).replace(/^www\./, '')
