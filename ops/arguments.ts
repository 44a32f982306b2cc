import { Argument } from '@commander-js/extra-typings'

import { duration } from '../settings/duration.ts'
import { UsageError } from '../settings/refusal.ts'

/** Whom a command is about. */
export const senderArgument = () =>
  new Argument('[number]', 'the number, such as +33612345678; - or nothing reads it from standard input')

/** A time such as `30d`, `12 h` or `45min`, in milliseconds. */
export const parseDuration = (typed: string): number => {
  const { data } = duration('1 min', '365 d').safeParse(typed.replace(/^(\d+) ?(?=[a-z])/, '$1 '))
  if (data === undefined) throw new UsageError(`${typed} is not a time from 1min to 365d, such as 45min, 12h or 30d.`)
  return data
}

/** A moment in ISO 8601 with its zone, in milliseconds. */
export const parseMoment = (typed: string): number => {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(typed) ? Date.parse(typed) : Number.NaN
  if (Number.isNaN(ms))
    throw new UsageError(
      `${typed} is not a moment with its time zone, such as 2026-11-24T18:00Z or 2026-11-24T19:00+01:00.`,
    )
  return ms
}
