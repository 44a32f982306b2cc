import { describe, expect, it } from 'vitest'
import { nextOf, readCron } from '../../services/scheduler/cron.ts'

const after = (expression: string, time: string): string | undefined => {
  const next = nextOf(readCron(expression) ?? [], Date.parse(time))
  return next === undefined ? undefined : new Date(next).toISOString()
}

describe('A cron expression', () => {
  it.each([
    ['cron(30 * * * ? *)', '2026-11-30T20:29:59.999Z', '2026-11-30T20:30:00.000Z'],
    ['cron(30 * * * ? *)', '2026-11-30T20:30:00.000Z', '2026-11-30T21:30:00.000Z'],
    ['cron(30 * * * ? *)', '2026-12-31T23:30:00.001Z', '2027-01-01T00:30:00.000Z'],
    ['cron(0 9 1 * ? *)', '2026-11-30T20:30:00.000Z', '2026-12-01T09:00:00.000Z'],
    ['cron(0 9 1 * ? *)', '2026-12-01T09:00:00.000Z', '2027-01-01T09:00:00.000Z'],
    ['cron(0 9 31 * ? *)', '2026-11-01T00:00:00.000Z', '2026-12-31T09:00:00.000Z'],
    ['cron(59 23 29 2 ? *)', '2026-11-30T20:30:00.000Z', '2028-02-29T23:59:00.000Z'],
    ['cron(* * * * ? 2030)', '2026-11-30T20:30:00.000Z', '2030-01-01T00:00:00.000Z'],
    ['cron(* 5 * 7 ? *)', '2026-07-31T05:59:00.000Z', '2027-07-01T05:00:00.000Z'],
  ])('%s after %s is %s', (expression, time, next) => expect(after(expression, time)).toBe(next))

  it.each(['cron(0 9 30 2 ? *)', 'cron(0 9 1 1 ? 2026)', 'cron(0 9 1 1 ? 1970)'])('%s never is', (expression) =>
    expect(after(expression, '2026-11-30T20:30:00Z')).toBeUndefined(),
  )

  it.each([
    ...['rate(1 hour)', 'at(2026-12-01T09:00:00)', '30 * * * ? *', 'cron(30 * * * *)', 'cron(30 * * * * *)'],
    ...['cron(60 * * * ? *)', 'cron(0 24 * * ? *)', 'cron(0 0 0 * ? *)', 'cron(0 0 32 * ? *)', 'cron(0 0 1 13 ? *)'],
    ...[
      'cron(0 0 1 1 ? 1969)',
      'cron(0/5 * * * ? *)',
      'cron(0 9 ? * MON *)',
      'cron(0 9 L * ? *)',
      'cron(-1 * * * ? *)',
    ],
  ])('is not read if it says more than numbers and all, or what no clock shows: %s', (expression) =>
    expect(readCron(expression)).toBeUndefined(),
  )
})
