import { describe, expect, test } from 'vitest'

import { inTotal, keyRequestsIn, listPrices, metricsUsd } from '../../ops/list-prices.ts'
import { undeliveredKinds } from '../../shared/rules/delivery-report.ts'
import {
  deliveredBy,
  lineRefusedBy,
  metricNames,
  repliesRefusedBy,
  silencedBecause,
  silentReasons,
  submittedTo,
  undeliveredBecause,
  undeliveredBy,
} from '../../shared/rules/telemetry.ts'
import { synthesised } from '../cdk/synthesised.ts'
import { example } from '../settings/checked.ts'
import { absentFrom, read } from './page.ts'
import { fixedUsd, pollsOf } from './stated.ts'

const counted = [
  ...Object.values(metricNames),
  ...silentReasons.map(silencedBecause),
  ...[submittedTo('aws'), lineRefusedBy('aws'), repliesRefusedBy('aws'), deliveredBy('aws'), undeliveredBy('aws')],
  ...undeliveredKinds.map(undeliveredBecause),
]

describe('the fixed cost of a month', () => {
  const { template } = synthesised(example)
  const fixed = fixedUsd(template)

  test.each(['key', 'secrets', 'alarms'] as const)('is that of the template: %s', (item) => {
    expect(listPrices.monthly[item]).toBeCloseTo(fixed[item])
  })
})

describe('metrics cost', () => {
  test('as many as every stage can count', () => {
    expect(listPrices.metrics.counted).toBe(counted.length)
  })

  test('at most the price of a month for each that is not free', () => {
    expect(metricsUsd(730)).toBeCloseTo((counted.length - 10) * 0.3)
    expect(metricsUsd(744)).toBe(metricsUsd(730))
  })
})

const usd = (price: number): string => price.toFixed(2)

const { template } = synthesised(example)
const fixed = fixedUsd(template)
const polls = pollsOf(template)
const pollsUsd = (polls - 1_000_000) * listPrices.sqsRequest

/** The hours in which a text comes, is answered and is reported on, if each of them is another hour. */
const activeHours = (texts: number): number => 3 * texts

/** What a month with so many texts costs if every text is answered. `rest` is the bound of the page for all that is not listed by item. */
const monthOf = (texts: number, rest: number) => {
  const receiving = texts * listPrices.textReceived
  const replies = texts * (example.partPriceUsd ?? 0)
  const metrics = metricsUsd(activeHours(texts))
  return {
    receiving,
    replies,
    fixed: inTotal(fixed),
    metrics,
    rest,
    sum: receiving + replies + inTotal(fixed) + metrics + rest,
  }
}
const [few, many] = [monthOf(40, 0.2), monthOf(6000, 0.6)]
const sums = { few: usd(few.sum), many: many.sum.toFixed(0) }

describe('the page about costs says what the template costs at list prices', () => {
  const page = read('docs/costs.md')

  test.each([
    ['receiving', `| ${usd(few.receiving)} | ${usd(many.receiving)} |`],
    ['replies', `| ${usd(few.replies)} | ${usd(many.replies)} |`],
    [
      'what does not depend on texts',
      `| key ${usd(fixed.key)}, two secrets ${usd(fixed.secrets)}, what alarms watch beyond the free ten ${usd(fixed.alarms)} | ${usd(few.fixed)} | ${usd(many.fixed)} |`,
    ],
    [
      'metrics',
      `| ${listPrices.metrics.counted} metrics, of which ten are free, each billed for the hours in which it is counted | ${usd(few.metrics)} | at most ${usd(many.metrics)} |`,
    ],
    [
      'the rest',
      `since it is polled ${(polls / 1e6).toFixed(1)} million times; the key beyond its free 20,000 requests, since services ask for it up to ${keyRequestsIn(1 / 12)} times in five minutes | under ${usd(few.rest)} | under ${usd(many.rest)} |`,
    ],
    ['the sum', `| **USD a month** | **about ${sums.few}** | **about ${sums.many}** |`],
  ])('%s', (_, row) => {
    expect(absentFrom(page, [row])).toEqual([])
  })

  test('and the rest has room for the polling of queues, and for the key', () => {
    expect(pollsUsd).toBeGreaterThan(0)
    expect(pollsUsd).toBeLessThan(few.rest)
    const freeRequests = 20_000
    expect(keyRequestsIn(activeHours(40))).toBeLessThan(freeRequests)
    expect(pollsUsd + (keyRequestsIn(730) - freeRequests) * listPrices.keyRequest).toBeLessThan(many.rest)
  })
})

test('the README and the page about deploying give the same sums', () => {
  expect(absentFrom(read('README.md'), [`about ${few.sum.toFixed(0)} USD with 40 texts`])).toEqual([])
  const sentence = `about ${sums.few} USD with 40 texts, of which ${usd(few.fixed)} don't depend on the number of texts, and about ${sums.many} USD\nwith 6,000`
  expect(absentFrom(read('docs/deploy.md'), [sentence])).toEqual([])
})
