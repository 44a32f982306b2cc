import {
  allHelplines,
  emergenciesIn,
  type Helpline,
  listenersIn,
  listenersToTheYoungIn,
} from '../ops/card/helplines.ts'
import { aboutHelpline, waysTo } from '../ops/card/helplines-said.ts'
import { wordsIn } from '../ops/card/languages.ts'
import { codeNameFor } from '../ops/card/leaflet/code-names.ts'

type Language = 'en' | 'fr'

/** A country of which more is known than what holds all over the European Union. */
const countries = [...new Set(allHelplines.flatMap((one) => (one.countries.length === 1 ? one.countries : [])))]

/** Who answers, by country, as a list that can be touched on a phone. */
export const helplinesByCountry = (language: Language): string => {
  const [names, shortNames] = (['long', 'short'] as const).map(
    (style) => new Intl.DisplayNames(language, { type: 'region', style }),
  )
  // The long name of Hong Kong is one that only authorities use.
  const nameOf = (country: string) => (country === 'HK' ? shortNames : names)?.of(country)
  return countries
    .map((country) => {
      const name = codeNameFor([country], language)
      const all = [
        ...emergenciesIn([country]),
        ...listenersIn([country], language),
        ...listenersToTheYoungIn([country], language),
      ]
      const lines = all.map((one) => `  - ${linksTo(one, language)}: ${about(one, language)}\n`)
      return `- **${nameOf(country)}**${name === undefined ? '' : ` · ${name}`}\n${lines.join('')}`
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
