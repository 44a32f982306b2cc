import { domainToUnicode } from 'node:url'
import {
  allHelplines,
  emergenciesIn,
  type Helpline,
  listenersIn,
  listenersToTheYoungIn,
} from '../ops/card/helplines/helplines.ts'
import { aboutHelpline, waysTo } from '../ops/card/helplines/said.ts'
import { wordsIn } from '../ops/card/languages.ts'
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
      const lines = all.map((one) => `  - ${linksTo(one, language)}: ${about(one, language)}\n`)
      return `- **${names.of(country)}**${name === undefined ? '' : ` · ${name}`}\n${lines.join('')}`
    })
    .join('')
    .replaceAll(/(?<=\S): /g, language === 'fr' ? '\u00a0: ' : ': ')
}

/** The pages say once that who answers day and night has no hours beside them. */
const about = (one: Helpline, language: Language): string =>
  aboutHelpline(one, language).replace(`, ${wordsIn[language].helplines.always}`, '')

const linksTo = (one: Helpline, language: Language): string =>
  waysTo(one, language)
    .map(({ words, address, site }) => (address || site ? `[${words}](${address ?? site})` : words))
    .join(', ')

/** Where each of them was read, by country, and what that leaves open. Its page is in English only. */
export const sourcesOfHelplines = (): string => {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  return [...Map.groupBy(allHelplines, ({ countries }) => countries.join(' '))]
    .map(([codes, ofCountry]) => {
      const lines = ofCountry.map((one) => {
        const who = waysTo(one, 'en').map((way) => way.words)
        const doubt = one.doubt === undefined ? '' : `: ${one.doubt}`
        return `  - ${who.join(', ')}${doubt} (${readIn(one.sources, one.read)})\n`
      })
      const ofBars = codeNamesIn([codes]).map(
        ({ name, source, checked }) => `  - ${name}: in a bar (${readIn([source], checked)})\n`,
      )
      return `- **${codes.includes(' ') ? codes : names.of(codes)}**\n${lines.join('')}${ofBars.join('')}`
    })
    .join('')
}

const readIn = (sources: readonly string[], day: string): string =>
  [...sources.map((source) => `[${siteOf(source)}](${source})`), day].join(', ')

const siteOf = (address: string): string => domainToUnicode(new URL(address).hostname).replace(/^www\./, '')
