import fc from 'fast-check'

import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import type { ScheduledText } from './schedule.ts'

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)

/** The time since the previous text: none, within the lag of eventually consistent reads, near the limit of a time window, or long. */
const gapMs = fc.oneof(
  { arbitrary: oneOf(0, 1, 4, 100, 900), weight: 3 },
  { arbitrary: oneOf(second, 5 * second, 30 * second, 2 * minute, 20 * minute), weight: 2 },
  {
    arbitrary: fc.tuple(oneOf(minute, hour, day), oneOf(0, -1, 1, 1000, -1000)).map(([window, by]) => window + by),
    weight: 2,
  },
  { arbitrary: oneOf(3 * hour, 2 * day, 10 * day, 30 * day), weight: 1 },
)

const copyAfterMs = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 5 },
  { arbitrary: oneOf(0, 3, 500, 3 * second, 10 * minute, 3 * day), weight: 1 },
)

/**
 * How long the phone keeps a text before forwarding it: usually not at all, sometimes until it is stale or nearly so. A negative value is a
 * phone whose clock is fast.
 */
const keptMs = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 8 },
  {
    arbitrary: oneOf(minute, 3 * hour, 48 * hour - minute, 48 * hour - 1, 49 * hour, -minute, -2 * hour),
    weight: 1,
  },
)

const to = oneOf(0, 1)

const text: fc.Arbitrary<ScheduledText> = fc.record({
  gapMs,
  sender: oneOf('A', 'A', 'A', 'B', 'C', 'A', 'B', 'D'),
  to,
  words: oneOf('Salut', 'Salut', 'Salut', 'Salut', 'Salut', '', 'STOP', 'START'),
  keptMs,
  copyAfterMs,
})

/** Few texts, so that a counterexample is easy to read, and few senders, so that their texts compete for the same records. */
export const texts = fc.array(text, { minLength: 1, maxLength: 6 })

const burstText = fc.record<ScheduledText>({
  gapMs: oneOf(0, 4, 100, 900, minute),
  sender: oneOf('A', 'B', 'C'),
  to,
  words: fc.constant('Salut'),
  copyAfterMs,
})

/** Several texts in quick succession. */
export const burst = fc.array(burstText, { minLength: 2, maxLength: 4 })

/** Texts of people who resemble nobody, in quick succession. */
export const rush = fc.array(
  fc.record<ScheduledText>({
    gapMs: oneOf(0, 900, minute),
    sender: oneOf('A', 'C', 'E', 'F'),
    to: fc.constant(0),
    words: fc.constant('Salut'),
  }),
  { minLength: 4, maxLength: 8 },
)

export const oneOrTwo = fc.array(burstText, { minLength: 1, maxLength: 2 })

/** Texts of which several share one event, if the carrier's events can hold several. */
export const together = fc.array(
  fc.record<ScheduledText>({
    gapMs: oneOf(0, 0, 0, minute),
    sender: oneOf('A', 'B', 'C'),
    to: fc.constant(0),
    words: oneOf('Salut', 'Salut', 'Salut', '', 'STOP'),
    copyAfterMs,
  }),
  { minLength: 2, maxLength: 5 },
)

/** A person who shows two names at first and one later, with a STOP before the last text, which comes weeks or months afterwards. */
export const named = fc
  .tuple(
    oneOf<ScheduledText['words']>('Salut', 'STOP'),
    oneOf<ScheduledText['shows']>('id', 'number'),
    oneOf<ScheduledText['words']>('Salut', 'STOP'),
    oneOf<ScheduledText['shows']>('id', 'number', undefined),
    oneOf(2 * day, 32 * day, 41 * day, 300 * day, 363 * day),
  )
  .map(([first, shown, second, last, gap]): ScheduledText[] => [
    { gapMs: 0, sender: 'A', to: 0, words: first },
    { gapMs: day + hour, sender: 'A', to: 0, words: second, shows: shown },
    { gapMs: gap, sender: 'A', to: 0, words: 'Salut', shows: last },
  ])

/** One sender who keeps texting before and after a block of one minute. */
export const pestering = fc.array(
  fc.record<ScheduledText>({
    gapMs: oneOf(0, 900, 20 * second, 30 * second, minute - 1, minute, minute + 1),
    sender: fc.constant('A'),
    to,
    words: oneOf('Salut', 'Salut', 'Salut', 'Salut', '', 'STOP', 'START'),
  }),
  { minLength: 3, maxLength: 6 },
)
