import { z } from 'zod'
import { type Check, fix, ok, remark } from '../../../ops/checks/check.ts'
import type { StageAccess } from '../../../ops/deployment.ts'
import { joined } from '../../../ops/words.ts'
import { awsNumberIn, sentPricesOn } from '../../../settings/countries/countries.ts'
import type { Translated } from '../../../settings/values.ts'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import { day } from '../../../shared/rules/timing.ts'
import { hasOnlySimulators, mayAnswer } from '../settings.ts'

/** Behind AWS's price page, and not its contract: known from others' public code (read 2026-12-02), not documented. */
const priceFile = 'https://s3.amazonaws.com/aws-messaging-pricing-information/TextMessageOutbound/prices.json'

const prices = z.object({
  SMS: z.object({
    countryPrices: z.record(
      z.string(),
      z.object({ transactional: z.array(z.object({ domesticPrice: z.number(), carrierFee: z.number().default(0) })) }),
    ),
  }),
})

type Access = Pick<StageAccess, 'local' | 'download' | 'now'> & {
  readonly settings: Pick<StageAccess['settings'], 'countries' | 'partPriceUsd' | 'lines'>
}

/** Compares the price in settings with what AWS asks for a part in the dearest network of the lines' countries. */
export const checkPrice = async ({ settings, local, download, now }: Access): Promise<readonly Check[]> => {
  if (local || hasOnlySimulators(settings)) return []
  const lines = settings.lines.filter(({ carrier }) => carrier === 'aws')
  const countries = settings.countries.filter((country) => lines.some((line) => mayAnswer(line, country)))
  const priceOf = await readPrices(download)
  return countries.map((country) => checkOf(country, settings.partPriceUsd, priceOf, now()))
}

const checkOf = (
  country: string,
  most: number,
  priceOf: Awaited<ReturnType<typeof readPrices>>,
  now: number,
): Check => {
  const what = { en: `Price of a part: ${country}`, fr: `Prix d’un SMS\u00a0: ${country}` }
  const isAllowed = { en: `at most ${most} USD`, fr: `au plus ${inFrench(most)} USD` }
  if (priceOf === undefined) return remark(what, joined([isAllowed, unread, lastKnownIn(country, now)]))
  const usd = priceOf(country)
  if (usd === undefined) return remark(what, joined([isAllowed, unpriced]))
  return usd > most
    ? fix(what, {
        en: `${isAllowed.en}, but AWS asks ${usd}: AWS will refuse each reply. Write ${usd} as partPriceUsd, and deploy`,
        fr: `${isAllowed.fr}, mais AWS demande ${inFrench(usd)}\u00a0: AWS refusera chaque réponse. Écrivez ${usd} dans partPriceUsd, et déployez`,
      })
    : ok(what, joined([isAllowed, { en: `AWS asks ${usd}`, fr: `AWS demande ${inFrench(usd)}` }]))
}

const unread: Translated = {
  en: "AWS's price file can't be read now",
  fr: 'le fichier des prix d’AWS est illisible en ce moment',
}

const unpriced: Translated = {
  en: "AWS's price file has no price: look it up",
  fr: 'le fichier des prix d’AWS n’en a pas\u00a0: cherchez-le',
}

/** Says what AWS asked when we last knew, and that this is long ago if it is over a year. */
const lastKnownIn = (country: string, now: number): Translated => {
  const usd = awsNumberIn(country)?.sentUsd
  if (usd === undefined) return { en: 'look it up on AWS’s price page', fr: 'voyez la page des prix d’AWS' }
  const [ago, depuis] =
    now - Date.parse(sentPricesOn) > 365 * day ? [', over a year ago', ', il y a plus d’un an'] : ['', '']
  return {
    en: `AWS asked ${usd} on ${sentPricesOn}${ago}: look it up on AWS's price page`,
    fr: `AWS demandait ${inFrench(usd)} le ${sentPricesOn}${depuis}\u00a0: voyez la page des prix d’AWS`,
  }
}

const inFrench = (usd: number): string => String(usd).replace('.', ',')

/** Returns USD for a part by country, with carriers' fees. Undefined if the file can't be had or isn't what it was. */
const readPrices = async (download: Access['download']) => {
  const text = await download(priceFile).catch(() => undefined)
  const { data } = prices.safeParse(parseJson(text ?? ''))
  if (data === undefined) return undefined
  return (country: string): number | undefined => {
    const networks = data.SMS.countryPrices[country]?.transactional ?? []
    const all = networks.map(({ domesticPrice, carrierFee }) => domesticPrice + carrierFee)
    return all.length === 0 ? undefined : Number(Math.max(...all).toFixed(5))
  }
}
