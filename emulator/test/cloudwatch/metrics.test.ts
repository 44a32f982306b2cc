import { describe, expect, it } from 'vitest'
import { createMetricStore, type Metric } from '../../services/cloudwatch/metrics.ts'
import { periodsUntil } from '../../services/cloudwatch/query.ts'
import { recordEmf } from '../../services/cloudwatch/sources.ts'

const texts: Metric = { namespace: 'AntiRelou', name: 'TextsReceived', dimensions: { service: 'toy', line: '1' } }
/** The beginning of a minute, in seconds. */
const minute = Date.parse('2026-11-24T20:31:00Z') / 1000

const setUp = () => {
  const { record, dataOf } = createMetricStore()
  const query = (statistic: string, periodSeconds: number, count = 2, metric = texts) =>
    dataOf({ ...metric, statistic }, periodsUntil(minute + 60, periodSeconds, count))
  return { record, query }
}

describe('A metric', () => {
  it.each([
    ['Sum', [10, 112]],
    ['Average', [5, 28]],
    ['Maximum', [6, 100]],
  ])('has the statistic %s of each period', (statistic, values) => {
    const { record, query } = setUp()
    record(texts, [4, 6], (minute - 1) * 1000)
    record(texts, [1, 10], minute * 1000)
    record(texts, [1, 100], (minute + 59) * 1000 + 999)
    expect(query(statistic, 60)).toStrictEqual(values)
  })

  it('is kept in periods of ten seconds for a quarter of an hour', () => {
    const { record, query } = setUp()
    record(texts, [1], (minute + 10) * 1000)
    record(texts, [2], (minute + 59) * 1000)
    expect(query('Sum', 10, 6)).toStrictEqual([null, 1, null, null, null, 2])
  })

  it('is kept in periods of a minute for a day, and of an hour for a month', () => {
    const { record, query } = setUp()
    const dayAgo = minute - 26 * 60 * 60
    record(texts, [1], dayAgo * 1000)
    record(texts, [2], minute * 1000)
    expect(query('Sum', 60, 27 * 60).filter((value) => value !== null)).toStrictEqual([2])
    expect(query('Sum', 60, 1)).toStrictEqual([2])
    const hours = periodsUntil((Math.floor(minute / 3600) + 1) * 3600, 3600, 40)
    const { dataOf, record: recordAgain } = createMetricStore()
    recordAgain(texts, [1], dayAgo * 1000)
    recordAgain(texts, [2], minute * 1000)
    expect(dataOf({ ...texts, statistic: 'Sum' }, hours).filter((value) => value !== null)).toStrictEqual([1, 2])
  })

  it('is identified by its dimensions, in any order', () => {
    const { record, query } = setUp()
    record({ ...texts, dimensions: { line: '1', service: 'toy' } }, [1], minute * 1000)
    expect(query('Sum', 60, 1)).toStrictEqual([1])
    expect(query('Sum', 60, 1, { ...texts, dimensions: { service: 'toy' } })).toStrictEqual([])
  })

  it('is refused with an unknown statistic', () => {
    const { record, query } = setUp()
    record(texts, [1], minute * 1000)
    expect(() => query('p99', 60)).toThrow("doesn't know the statistic p99")
  })
})

describe('A log line', () => {
  const line = JSON.stringify({
    _aws: {
      Timestamp: minute * 1000,
      CloudWatchMetrics: [
        {
          Namespace: 'AntiRelou',
          Dimensions: [['service', 'line'], ['service']],
          Metrics: [{ Name: 'TextsReceived', Unit: 'Count' }, { Name: 'AnswerDelay' }, { Name: 'Absent' }],
        },
      ],
    },
    service: 'toy',
    line: 1,
    TextsReceived: 3,
    AnswerDelay: [20, 40],
  })

  it('in the embedded metric format adds to its metrics, for each set of dimensions', () => {
    const { record, query } = setUp()
    recordEmf(line, record)
    expect(query('Sum', 60, 1)).toStrictEqual([3])
    const ofService = { ...texts, dimensions: { service: 'toy' } }
    expect(query('Sum', 60, 1, ofService)).toStrictEqual([3])
    expect(query('Average', 60, 1, { ...ofService, name: 'AnswerDelay' })).toStrictEqual([30])
    expect(query('Sum', 60, 1, { ...ofService, name: 'Absent' })).toStrictEqual([])
  })

  it.each(['', 'not JSON "_aws"', '{"_aws":{}}', '{"message":"reply booked"}'])(
    'that is not in the embedded metric format adds nothing: %s',
    (other) => {
      const recorded: unknown[] = []
      recordEmf(other, (metric) => recorded.push(metric))
      expect(recorded).toStrictEqual([])
    },
  )
})
