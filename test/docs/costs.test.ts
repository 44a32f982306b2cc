import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { inTotal, listPrices } from '../../ops/list-prices.ts'

const page = readFileSync(new URL('../../docs/costs.md', import.meta.url), 'utf8')
const { monthly } = listPrices

const usd = (price: number): string => price.toFixed(2)

test('the page about costs states the fixed cost of a month, item by item', () => {
  const metrics = `at most 30 metrics beyond the ten free ones ${usd(monthly.metrics)}`
  const alarms = `what alarms watch beyond the free ten ${usd(monthly.alarms)}`
  expect(page).toContain(
    `| key ${usd(monthly.key)}, two secrets ${usd(monthly.secrets)}, ${metrics}, ${alarms} | ${usd(inTotal(monthly))} |`,
  )
})
