import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { simMonthly } from '../../../../carriers/sim/ops/list-prices.ts'
import { inTotal } from '../../../../ops/list-prices.ts'

const page = readFileSync(new URL('../../../../docs/costs.md', import.meta.url), 'utf8')
const usd = (price: number): string => price.toFixed(2)

test('the page about costs states the fixed cost that a SIM adds', () => {
  expect(page).toContain(`up to ${usd(inTotal(simMonthly))} USD more a month`)
  const { secret, metrics, alarms, dashboard } = simMonthly
  expect(page).toContain(
    `(a secret ${usd(secret)}, eight metrics ${usd(metrics)}, what alarms watch ${usd(alarms)}, a dashboard of more than fifty metrics ${usd(dashboard)})`,
  )
})
