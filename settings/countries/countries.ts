import data from './countries.json' with { type: 'json' }

/** What somebody needs who was harassed: help at once, somebody to talk to, about sexual violence, and if under 18. */
export const needs = ['emergency', 'adult', 'sexual', 'minors'] as const
export type Need = (typeof needs)[number]

/** How one gets a number of AWS that receives texts in a country, and what replies cost and meet there. */
type NumberOfAws = {
  /** By a registration, a support case, or an order in the console (user guide, phone-numbers-request-long-code). */
  readonly by: 'registration' | 'case' | 'order'
  /** The days that a registration takes by AWS's times (user guide, registration-eta; read 2026-11-28). */
  readonly days?: number
  /** USD for a part sent on `sentPricesOn`, without carriers' fees. */
  readonly sentUsd?: number
  /** Characters of GSM-7 that a part holds, if they are not 160. */
  readonly partHolds?: number
  /** What is said about sending there, and what nobody knows, with its sources and the day they were read. */
  readonly remark?: { readonly en: string; readonly fr: string }
  readonly sources?: readonly string[]
  readonly read?: string
}

/** What is known of countries of ISO 3166, parted by spaces. What is missing, no source was found for. */
export type Countries<Row> = {
  readonly countries: string
  readonly aws?: NumberOfAws
  /** When the sources of its rows were read, in stored copies, unless a row says otherwise. */
  readonly read?: string
  /** What its listeners speak, unless a row says otherwise: codes of ISO 639, of which "mul" stands for many others. */
  readonly languages?: string
  /** The needs for which nobody was found, with the day; of adults, nobody whom a stranger’s victim may call. */
  readonly none?: { readonly [N in Need]?: string }
} & { readonly [N in Need]?: readonly Row[] }

/** The facts about countries, each with its source and the day on which it was read. `Row` is who answers to a need. */
export const countriesWith = <Row>(): readonly Countries<Row>[] =>
  data as readonly object[] as readonly Countries<Row>[]

const numbers: ReadonlyMap<string, NumberOfAws> = new Map(
  countriesWith().flatMap(({ countries, aws }) => (aws === undefined ? [] : [[countries, aws] as const])),
)

/** What is known of AWS's numbers in a country. Undefined if AWS's pages name none. */
export const awsNumberIn = (country: string): NumberOfAws | undefined => numbers.get(country)

/** The countries whose numbers AWS gives by one way, in the order of the alphabet. */
export const countriesBy = (way: NumberOfAws['by']): readonly string[] =>
  [...numbers].flatMap(([country, { by }]) => (by === way ? [country] : [])).toSorted()

/** The fewest characters of GSM-7 that a part holds in these countries. */
export const partHoldsIn = (countries: readonly string[]): number =>
  Math.min(160, ...countries.map((country) => awsNumberIn(country)?.partHolds ?? 160))

/**
 * The day of `sentUsd`: of TextMessageOutbound/prices.json of aws-messaging-pricing-information, kept by
 * github.com/tsukiy0-org/aws-sms-price.
 */
export const sentPricesOn = '2022-04-03'

/** USD for a text that a long code receives (AWS price pages), first noted on this day. In Peru 0.009, second hand. */
export const receivedUsd = 0.0075
export const receivedPriceOn = '2026-11-24'
