import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { whatsappMonthly } from '../../../../carriers/whatsapp/ops/list-prices.ts'
import { inTotal, listPrices, metricsUsd } from '../../../../ops/list-prices.ts'

const page = readFileSync(new URL('../../../../docs/whatsapp.md', import.meta.url), 'utf8')
const usd = (price: number): string => price.toFixed(2)

test('the page about WhatsApp states the fixed cost that such a line adds', () => {
  const { metrics, alarms } = whatsappMonthly
  const [fixed, allMetrics] = [inTotal(listPrices.monthly), metricsUsd(730)]
  expect(page).toContain(
    `${usd(fixed)} USD a month and at most ${usd(allMetrics)} for metrics, and up to ${usd(inTotal(whatsappMonthly))} for what is counted besides (four metrics ${usd(metrics)}, what an alarm watches ${usd(alarms)})`,
  )
  // Forty messages use less than ten metrics do in a month, those of the line included.
  expect(((listPrices.metrics.counted + 4) * 3 * 40) / 730).toBeLessThan(listPrices.metrics.free)
  const [few, many] = [usd(fixed + alarms), usd(fixed + allMetrics + inTotal(whatsappMonthly))]
  expect(page).toContain(`| the rest, at most | ${few} | ${many} | ${many} |`)
})
