import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { whatsappMonthly } from '../../../../carriers/whatsapp/ops/list-prices.ts'
import { inTotal, listPrices } from '../../../../ops/list-prices.ts'

const page = readFileSync(new URL('../../../../docs/whatsapp.md', import.meta.url), 'utf8')
const usd = (price: number): string => price.toFixed(2)

test('the page about WhatsApp states the fixed cost that such a line adds', () => {
  const { metrics, alarms } = whatsappMonthly
  expect(page).toContain(
    `${usd(inTotal(listPrices.monthly))} USD a month, and up to ${usd(inTotal(whatsappMonthly))} for what is counted besides (four metrics ${usd(metrics)}, what an alarm watches ${usd(alarms)})`,
  )
  const rest = usd(inTotal(listPrices.monthly) + inTotal(whatsappMonthly))
  expect(page).toContain(`| the rest | ${rest} | ${rest} | ${rest} |`)
})
