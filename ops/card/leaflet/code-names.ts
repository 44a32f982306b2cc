import type { Language } from '../../../shared/rules/messages.ts'
import { namesOf } from './said.ts'

/**
 * A first name to ask the staff of a bar for, where the place takes part. 13 of 25 places that the BBC tried in London
 * didn't know it (uk-times.com, northhorizonnews.com); nothing is known of other countries.
 */
type CodeName = {
  readonly countries: readonly string[]
  readonly name: string
  readonly languages: readonly Language[]
  /** A page of the campaign or of an authority, or a report on it. */
  readonly source: string
}

/** When the sources were read, in stored copies. */
const checked = '2026-11-28'

const codeNames: readonly CodeName[] = [
  {
    countries: ['FR'],
    name: 'Angela',
    languages: ['fr'],
    source: 'https://arretonslesviolences.gouv.fr/focus/plan-angela',
  },
  {
    countries: ['BE'],
    name: 'Angela',
    languages: ['fr', 'nl'],
    source: 'https://telesambre.be/info/charleroi-lutte-contre-le-harcelement-avec-une-campagne-ask-angela/49590',
  },
  {
    countries: ['GB'],
    name: 'Angela',
    languages: ['en'],
    source: 'https://www.cambs.police.uk/news/cambridgeshire/news/2024/december/police-praise-bar-staff/',
  },
  {
    countries: ['IE'],
    name: 'Angela',
    languages: ['en'],
    source: 'https://www.drinksindustryireland.ie/pubs-adopt-angela/',
  },
  {
    countries: ['NL'],
    name: 'Angela',
    languages: ['nl'],
    source: 'https://www.rtvdrenthe.nl/nieuws/15664198/angela-moet-intimidatie-in-asser-horeca-te-lijf-gaan',
  },
  {
    countries: ['ES'],
    name: 'Ángela',
    languages: ['es'],
    source:
      'https://antena3.com/noticias/sociedad/que-consiste-ask-for-angela-protocolo-evitar-agresiones-sexuales-discotecas_2023012563d11112d3521e000159e087.html',
  },
  {
    countries: ['IT'],
    name: 'Angela',
    languages: ['it'],
    source:
      'https://roma.repubblica.it/cronaca/2023/10/28/news/chiedi_se_ce_angela_il_progetto_per_prevenire_la_violenza_sulle_donne_arriva_al_municipio_ix-419034690/',
  },
  { countries: ['AU'], name: 'Angela', languages: ['en'], source: 'https://cbs.sa.gov.au/campaigns/ask-for-angela' },
  { countries: ['DE'], name: 'Luisa', languages: ['de'], source: 'https://luisa-ist-hier.de/' },
  {
    countries: ['AT'],
    name: 'Luisa',
    languages: ['de'],
    source:
      'https://www.hallo-augsburg.de/augsburg-luisa-ist-hier-ein-hilferuf-fuer-frauen-auf-der-party-ist-luisa-hier_v8O',
  },
  {
    countries: ['CH'],
    name: 'Luisa',
    languages: ['de', 'fr', 'it'],
    source:
      'https://www.hallo-augsburg.de/augsburg-luisa-ist-hier-ein-hilferuf-fuer-frauen-auf-der-party-ist-luisa-hier_v8O',
  },
]

export const codeNamesIn = (countries: readonly string[]) =>
  codeNames
    .filter((one) => one.countries.some((country) => countries.includes(country)))
    .map((one) => ({ ...one, checked }))

/** The name to ask for, such as "Angela", with its countries if there are several. Undefined if none is known there. */
export const codeNameFor = (countries: readonly string[], language: Language): string | undefined => {
  const byName = Map.groupBy(codeNamesIn(countries), ({ name }) => name)
  const names = [...byName].map(([name, ones]) => {
    const where = countries.filter((country) => ones.some((one) => one.countries.includes(country)))
    return countries.length === 1 ? name : `${name} (${namesOf(where, language)})`
  })
  return names.length === 0 ? undefined : new Intl.ListFormat(language, { type: 'disjunction' }).format(names)
}

/** What to say to staff who don't know the name, in the languages that they speak. */
export const askingIn = (countries: readonly string[]): string =>
  [...new Set(codeNamesIn(countries).flatMap(({ languages }) => languages))].map((one) => asking[one]).join(' / ')

const asking: { readonly [L in Language]: string } = {
  fr: '«\u00a0J’ai besoin d’aide, je ne me sens pas en sécurité.\u00a0»',
  en: '“I need help, I don’t feel safe.”',
  de: '„Ich brauche Hilfe, ich fühle mich nicht sicher.“',
  es: '«Necesito ayuda, no me siento a salvo.»',
  it: '«Ho bisogno di aiuto, non mi sento al sicuro.»',
  nl: '‘Ik heb hulp nodig, ik voel me niet veilig.’',
}
