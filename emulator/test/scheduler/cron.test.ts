import { describe, expect, it } from 'vitest'
import { nextOf, readCron } from '../../services/scheduler/cron.ts'

describe('A cron expression', () => {
  it.each([
    ['cron(30 * * * ? *)', '2026-11-30T20:29:59.999Z', '2026-11-30T20:30:00.000Z'],
    ['cron(30 * * * ? *)', '2026-11-30T20:30:00.000Z', '2026-11-30T21:30:00.000Z'],
    ['cron(30 * * * ? *)', '2026-12-31T23:30:00.001Z', '2027-01-01T00:30:00.000Z'],
    ['cron(0 9 1 * ? *)', '2026-11-30T20:30:00.000Z', '2026-12-01T09:00:00.000Z'],
    ['cron(0 9 1 * ? *)', '2026-12-01T09:00:00.000Z', '2027-01-01T09:00:00.000Z'],
    ['cron(0 9 31 * ? *)', '2026-11-01T00:00:00.000Z', '2026-12-31T09:00:00.000Z'],
  ])('%s after %s is %s', (expression, time, next) =>
    expect(new Date(nextOf(readCron(expression) ?? [], Date.parse(time))).toISOString()).toBe(next),
  )

  it.each([
    ...['rate(1 hour)', '30 * * * ? *', 'cron(30 * * * *)', 'cron(60 * * * ? *)', 'cron(0 24 * * ? *)'],
    ...['cron(0 0 0 * ? *)', 'cron(0 0 1 13 ? *)', 'cron(0/5 * * * ? *)', 'cron(0 9 ? * MON *)', 'cron(* * * * ? *)'],
  ])('is not read if it is not of each hour, day or month: %s', (expression) =>
    expect(readCron(expression)).toBeUndefined(),
  )
})
