import { describe, expect, it } from 'vitest'
import { readExpression } from '../../services/scheduler/expression.ts'

describe('An expression', () => {
  it.each([
    ['cron(30 * * * ? *)', '2026-11-30T20:29:59.999Z', '2026-11-30T20:30:00.000Z'],
    ['cron(30 * * * ? *)', '2026-11-30T20:30:00.000Z', '2026-11-30T21:30:00.000Z'],
    ['cron(30 * * * ? *)', '2026-12-31T23:30:00.001Z', '2027-01-01T00:30:00.000Z'],
    ['cron(0 9 1 * ? *)', '2026-11-30T20:30:00.000Z', '2026-12-01T09:00:00.000Z'],
    ['cron(0 9 1 * ? *)', '2026-12-01T09:00:00.000Z', '2027-01-01T09:00:00.000Z'],
    ['cron(0 9 31 * ? *)', '2026-11-01T00:00:00.000Z', '2026-12-31T09:00:00.000Z'],
    ['rate(1 minute)', '2026-11-30T20:30:20.123Z', '2026-11-30T20:31:20.123Z'],
    ['rate(2 hours)', '2026-11-30T23:30:00.000Z', '2026-12-01T01:30:00.000Z'],
    ['rate(40 days)', '2026-11-30T20:30:00.000Z', '2027-01-09T20:30:00.000Z'],
  ])('%s after %s is %s', (expression, time, next) =>
    expect(new Date(readExpression(expression)?.(Date.parse(time), false) ?? 0).toISOString()).toBe(next),
  )

  it.each([
    ...['30 * * * ? *', 'cron(30 * * * *)', 'cron(60 * * * ? *)', 'cron(0 24 * * ? *)', 'cron(* * * * ? *)'],
    ...['cron(0 0 0 * ? *)', 'cron(0 0 1 13 ? *)', 'cron(0/5 * * * ? *)', 'cron(0 9 ? * MON *)'],
    ...['rate(1 minutes)', 'rate(5 minute)', 'rate(0 minutes)', 'rate(5 seconds)', 'at(2026-12-01T09:00:00)'],
  ])('is not read if it is neither a rate nor of each hour, day or month: %s', (expression) =>
    expect(readExpression(expression)).toBeUndefined(),
  )
})
