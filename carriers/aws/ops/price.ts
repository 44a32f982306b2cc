import { type Check, fix, ok, remark } from '../../../ops/checks/check.ts'
import type { Settings } from '../../../settings/schema.ts'
import { hasOnlySimulators } from '../settings.ts'
import prices from './part-prices.json' with { type: 'json' }

/**
 * USD for a part by country on 3 April 2022, the newest of AWS's prices that we could read:
 * TextMessageOutbound/prices.json of aws-messaging-pricing-information, kept by github.com/tsukiy0-org/aws-sms-price.
 */
const pricesThen: Readonly<Record<string, number>> = prices
const then = 'in April 2022'

/** Compares the price in settings with that of the dearest country. Old prices are no more than a hint. */
export const checkPrice = (settings: Pick<Settings, 'countries' | 'partPriceUsd' | 'lines'>): readonly Check[] => {
  const [dearest] = settings.countries
    .map((country) => ({ country, usd: pricesThen[country] ?? 0 }))
    .toSorted((a, b) => b.usd - a.usd)
  if (dearest === undefined || dearest.usd === 0 || hasOnlySimulators(settings)) return []
  const what = 'Price of a part'
  const [{ country, usd }, { partPriceUsd: price }] = [dearest, settings]
  if (price >= usd) return [ok(what, `at most ${price} USD; AWS asked ${usd} for ${country} ${then}`)]
  const say = `at most ${price} USD, but AWS asked ${usd} for ${country} ${then}, and refuses a reply that costs more: look it up, and correct partPriceUsd`
  // Prices have changed since, but they have hardly been halved.
  return [price < usd / 2 ? fix(what, say) : remark(what, say)]
}
