import { describe, expect, test } from 'vitest'
import {
  allHelplines,
  channelsOf,
  emergenciesIn,
  type Helpline,
  isAlwaysThere,
  isForAnybody,
  listenersIn,
  listenersToTheYoungIn,
  sendsHelp,
} from '../../../ops/card/helplines.ts'
import { aboutHelpline, waysTo } from '../../../ops/card/helplines-said.ts'
import { wordsIn } from '../../../ops/card/languages.ts'
import { countriesBy, countriesWith, needs } from '../../../settings/countries/countries.ts'
import { languages } from '../../../shared/rules/messages.ts'

const called = (number: string) => allHelplines.find(({ call }) => call === number) ?? expect.unreachable(number)

const placesOf = (one: Helpline) => channelsOf(one).map((channel) => one[channel] ?? '')

describe.each(allHelplines.map((one) => [`${one.countries} ${placesOf(one)}`, one] as const))('%s', (_, one) => {
  test('has a source, the day on which it was read, and a way to be reached', () => {
    expect(one.sources.length).toBeGreaterThan(0)
    for (const source of one.sources) expect(URL.canParse(source)).toBe(true)
    expect(one.read).toMatch(/^2026-\d\d-\d\d$/)
    for (const channel of ['call', 'text'] as const) expect(one[channel] ?? '0').toMatch(/^\d[\d ]*$/)
    expect(one.chat ?? 'a.fr').toMatch(/\.\w{2,}$/)
    expect(placesOf(one)).not.toEqual([])
  })

  test.each(languages)('has in %s hours of its own on each way, and none that only another way has', (language) => {
    if (sendsHelp(one)) return
    const of = (hours: NonNullable<Helpline['hours']>) => waysTo({ ...one, hours }, language).map(({ words }) => words)
    const [first = 'call', ...others] = channelsOf(one)
    expect(Object.keys(one.hours ?? {}).filter((channel) => one[channel as 'call'] === undefined)).toEqual([])
    const ways = of({ [first]: '24/7' })
    for (const [i] of others.entries()) expect(ways[i + 1]).toMatch(/\(.+\)$/)
    const same = of(Object.fromEntries(channelsOf(one).map((channel) => [channel, '24/7'])))
    expect(same.filter((words) => / \((?!START)/.test(words))).toEqual([])
  })

  test.each(languages)('is described in %s with hours and language, or as not known', (language) => {
    const about = aboutHelpline(one, language)
    if (!sendsHelp(one) && isAlwaysThere(one))
      expect(about).toMatch(new RegExp(`, ${wordsIn[language].helplines.always}$`))
    expect(about).not.toMatch(/undefined|Mon-|24\/7|\bmul\b/)
    expect(about.split(', ').length).toBeGreaterThanOrEqual(sendsHelp(one) ? 1 : 2)
  })
})

test('hours are said as the language says them, and a language only where it is not the reader’s', () => {
  const said = aboutHelpline(called('0800 123 99 00'), 'fr')
  expect(said).toBe('violences faites aux hommes, allemand, lun.–jeu. 8–20\u00a0h, ven. 8–15\u00a0h')
  expect(aboutHelpline(called('0800 123 99 00'), 'de')).toBe('Gewalt an Männern, Mo–Do 8–20\u00a0Uhr, Fr 8–15\u00a0Uhr')
  expect(aboutHelpline(called('1522'), 'de')).toMatch(/, Italienisch, Englisch, andere Sprachen, /)
  expect(aboutHelpline(called('18281'), 'en')).toBe('any violence, language not known, day and night')
  const ofYoung = waysTo(called('119'), 'fr').map(({ words }) => words)
  expect(ofYoung).toEqual(['119', 'tchat allo119.gouv.fr (lun. mar. jeu. ven. 15–19\u00a0h, mer. 13–19\u00a0h)'])
  const ways = waysTo(called('106'), 'en').map(({ words }) => words)
  expect(ways).toEqual(['106', 'chat tele-onthaal.be (hours not known)'])
  expect(aboutHelpline(called('999'), 'en')).toBe('any emergency; can’t speak? on a mobile, press 55 when asked')
  expect(aboutHelpline(called('1 888 933 9007'), 'es')).toBe('violencia sexual, Quebec, francés, inglés, día y noche')
})

test('who speaks the language comes first, then who answers day and night, last who is for those at home', () => {
  const numbers = (country: string, language: 'fr' | 'nl') => listenersIn([country], language).map(({ call }) => call)
  expect(numbers('FR', 'fr')).toEqual(['3919', undefined, '116 006', '0 800 05 95 95'])
  expect(numbers('BE', 'nl')).toEqual(['106', '1712', '107', '108', '0800 98 100', '0800 30 030'])
  expect(numbers('CA', 'fr')).toEqual(['988', '1 888 933 9007', '1 800 363 9010'])
})

test('an interpreter comes before nobody who speaks the language, any age only if it speaks it', () => {
  expect(listenersIn(['IE'], 'fr')[0]?.call).toBe('1800 77 88 88')
  expect(listenersIn(['IE'], 'en')[0]?.call).toBe('116 123')
  expect(listenersToTheYoungIn(['BE'], 'de')[0]?.call).toBe('108')
  expect(listenersToTheYoungIn(['BE'], 'en').map(({ call }) => call)).not.toContain('108')
})

test.each([...['FR', 'CH', 'LU', 'US'], ...(['registration', 'case', 'order'] as const).flatMap(countriesBy)])(
  'in %s, where a number is to be had, somebody answers to each need, or nobody was found on a day',
  (country) => {
    const answering = allHelplines.filter((one) => one.countries.includes(country))
    const found = new Set(answering.flatMap((one) => one.needs.filter((need) => need !== 'adult' || isForAnybody(one))))
    const looked = countriesWith().find(({ countries }) => countries === country)?.none ?? {}
    for (const day of Object.values(looked)) expect(day).toMatch(/^2026-\d\d-\d\d$/)
    expect([...found, ...Object.keys(looked)].toSorted()).toEqual([...needs].toSorted())
  },
)

test('whoever was pestered in Switzerland, Austria, Ireland, the Netherlands or Great Britain finds who listens', () => {
  const listening = (country: string) => listenersIn([country], 'en').map(({ call }) => call)
  expect(listening('CH')).toContain('142')
  expect(listening('AT')).toContain('0800 112 112')
  for (const country of ['IE', 'NL', 'FI', 'SE']) expect(listening(country)).toContain('116 006')
  expect(listening('GB')).toEqual(expect.arrayContaining(['0808 802 0300', '0808 80 10 800']))
})

test('who can’t speak is told of another way where one is known, and what needs preparing comes last', () => {
  const speechless = (country: string) =>
    emergenciesIn([country]).filter((one) => one.press ?? one.for === 'speechless')
  for (const country of ['FR', 'BE', 'DE', 'AT', 'ES', 'IT', 'NL', 'GB', 'IE'])
    expect([country, speechless(country).length]).toEqual([country, 1])
  expect(emergenciesIn(['BE']).map(placesOf)).toEqual([['101'], ['112'], ['112 BE']])
  const said = emergenciesIn(['BE']).map((one) => aboutHelpline(one, 'fr'))
  expect(said.at(-1)).toBe('si vous ne pouvez pas parler, à préparer d’avance')
})
