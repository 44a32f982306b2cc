import { describe, expect, it } from 'vitest'
import type { Series } from '../../services/cloudwatch/evaluate.ts'
import { evaluateMath, parseExpression } from '../../services/cloudwatch/expression.ts'
import { createMetricStore } from '../../services/cloudwatch/metrics.ts'
import { type Metric, periodsUntil } from '../../services/cloudwatch/query.ts'
import { recordEmf } from '../../services/cloudwatch/sources.ts'

const texts: Metric = { namespace: 'AntiRelou', name: 'TextsReceived', dimensions: { service: 'toy', line: '1' } }
const start = Date.parse('2026-11-24T20:00:00Z') / 1000

/** A store of values, by the second after `start` at which they came, and a query of periods up to `until`. */
const storing = (...came: readonly (readonly [seconds: number, ...values: number[]])[]) => {
  const { record, dataOf } = createMetricStore()
  for (const [seconds, ...values] of came) record(texts, values, (start + seconds) * 1000)
  const query = (periodSeconds: number, until: number, count: number, statistic = 'Sum', metric = texts) =>
    dataOf({ ...metric, statistic }, periodsUntil(start + until, periodSeconds, count))
  return { record, query }
}

describe('A metric', () => {
  it.each([
    ['Sum', [10, 112]],
    ['Maximum', [6, 100]],
    ['p50', [4, 1]],
  ])('has the statistic %s of each period', (statistic, values) => {
    const { query } = storing([-1, 4, 6], [0, 1, 10], [59.999, 1, 100])
    expect(query(60, 60, 2, statistic)).toStrictEqual(values)
  })

  it('is identified by its dimensions, in any order, and refused with an unknown statistic', () => {
    const { query } = storing([0, 1])
    const turned = { ...texts, dimensions: { line: '1', service: 'toy' } }
    expect(query(60, 60, 1, 'Sum', turned)).toStrictEqual([1])
    expect(query(60, 60, 1, 'Sum', { ...texts, dimensions: { service: 'toy' } })).toStrictEqual([])
    expect(() => query(60, 60, 1, 'p99')).toThrow("doesn't know the statistic p99")
  })
})

it('A log line in the embedded metric format adds to its metrics, for each set of dimensions', () => {
  const recorded: unknown[] = []
  const Metrics = [{ Name: 'TextsReceived', Unit: 'Count' }, { Name: 'AnswerDelay' }, { Name: 'Absent' }]
  const directive = { Namespace: 'AntiRelou', Dimensions: [['service', 'line'], ['service']], Metrics }
  const _aws = { Timestamp: 1000, CloudWatchMetrics: [directive] }
  const line = JSON.stringify({ _aws, service: 'toy', line: 1, TextsReceived: 3, AnswerDelay: [20, 40] })
  for (const one of [line, 'not JSON "_aws"', '{"_aws":{}}']) recordEmf(one, (...metric) => recorded.push(metric))
  const ofService = { ...texts, dimensions: { service: 'toy' } }
  expect(recorded).toEqual([
    [texts, [3], 1000],
    [{ ...texts, name: 'AnswerDelay' }, [20, 40], 1000],
    [ofService, [3], 1000],
    [{ ...ofService, name: 'AnswerDelay' }, [20, 40], 1000],
  ])
})

describe('Metric math', () => {
  /** Metric math over periods of five minutes. `null` is a missing datapoint, "-" in CloudWatch's guide. */
  const math = (source: string, metrics: { readonly [id: string]: Series }): Series => {
    const length = Math.max(...Object.values(metrics).map((values) => values.length))
    return evaluateMath(parseExpression(source), {
      times: Array.from({ length }, (_, i) => 1_800_000_000 + i * 300),
      seriesOf: (id) => metrics[id] ?? [],
    })
  }

  describe('Metric math gives the results in CloudWatch’s user guide', () => {
    const compared = { metric1: [30, 20, 0, 0], metric2: [20, null, 20, null] }
    it.each([
      ['(metric1 < metric2)', [0, 0, 1, 0]],
      ['(metric1 >= 30)', [1, 0, 0, 0]],
      ['metric1 == 20', [0, 1, 0, 0]],
    ])('for comparisons: %s', (source, values) => expect(math(source, compared)).toStrictEqual(values))

    const chosen = { metric1: [1, 1, 0, 0, null], metric2: [30, null, 0, 0, 30], metric3: [0, 0, 20, null, 20] }
    it.each([
      ['IF(metric1, metric2, metric3)', [30, 0, 20, null, null]],
      ['IF(metric1, 5, metric3)', [5, 5, 20, null, null]],
      ['IF(metric1, metric2, 5)', [30, 0, 5, 5, null]],
      ['IF(metric1, metric2)', [30, 0, null, null, null]],
      ['IF(1, metric3, metric2)', [0, 0, 20, 0, 20]],
      ['IF(metric3 < 10, 10, 2)', [10, 10, 2, null, 2]],
    ])('for IF: %s', (source, values) => expect(math(source, chosen)).toStrictEqual(values))

    const sparse = { m1: [4, null, 0, null, 8], m2: [2, 3, 0, null, 2] }
    it.each([
      ['missing values count as 0', 'm1 + m2', [6, 3, 0, null, 10]],
      ['missing values of a single metric stay missing', '5 * m1', [20, null, 0, null, 40]],
      ['a division by zero gives no value', 'm1 / m2', [2, 0, null, null, 4]],
      ['a division by a missing value gives no value', 'm2 / m1', [0.5, null, null, null, 0.25]],
      ['precedence', 'm2 + 2 * m2 - m2 / 2', [5, 7.5, 0, null, 5]],
      ['the largest value of a series is a number', 'MAX(m2) - m2', [1, 0, 3, null, 1]],
      ['the sum of several is a series', 'SUM([m1, m2])', [6, 3, 0, null, 10]],
      ['a running sum', 'RUNNING_SUM(m2)', [2, 5, 5, null, 7]],
      ['filled with a number', 'FILL(m1, 7)', [4, 7, 0, 7, 8]],
      ['filled with a number of another series', 'FILL(m1, MAX(m2))', [4, 3, 0, 3, 8]],
      ['filled with another series', 'FILL(m1, m2)', [4, 3, 0, null, 8]],
      ['the day of the month (UTC), even without data', 'DATE(m1)', [15, 15, 15, 15, 15]],
      ['the time, even without data', 'EPOCH(m1) - 1800000000', [0, 300, 600, 900, 1200]],
    ] as const)('%s: %s', (_, source, values) => expect(math(source, sparse)).toStrictEqual(values))

    it('when MAX of a metric without data has no value, and neither has a difference from it', () => {
      expect(math('m1 - MAX(m2)', { m1: [1, 2], m2: [null, null] })).toStrictEqual([null, null])
    })
  })

  describe('Metric math is refused with a sentence', () => {
    it.each([
      ['STDDEV(m1)', 'and not STDDEV.'],
      ['MAX(m1)', 'must give one series'],
      ['SUM(m1)', 'SUM of metric math needs a list of series.'],
      ['MAX([m1, m2])', 'a list of series where it needs a series'],
      ['SUM([m1, 0])', 'a number where it needs a series'],
      ['EPOCH(1)', 'a number where it needs a series'],
      ['[m1, m2] + m1', 'a list of series where it needs one series or a number'],
      ['FILL(m1)', 'lacks an argument'],
      ['m1 +', 'can\'t be read at "its end"'],
      ['m1 > 1 AND m2 > 1', 'can\'t be read at "AND"'],
      ['(m1', 'can\'t be read at "its end"'],
    ])('%s', (source, sentence) => expect(() => math(source, { m1: [1], m2: [2] })).toThrow(sentence))
  })
})
