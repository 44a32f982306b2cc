import fc from 'fast-check'
import { type CarrierName, carrierNames, carriers } from '../../shared/rules/carriers.ts'
import type { Quota } from '../../shared/rules/config.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { hasOwnTopic } from '../virtual/messages.ts'
import { hasPhone } from '../virtual/stage.ts'
import { oneOf, weighted } from './faults.ts'
import type { Schedule, ScheduledText } from './schedule.ts'

const limits = oneOf<Schedule['config']['limits']>(
  [
    { replies: 1, perMs: day },
    { replies: 3, perMs: 30 * day },
  ],
  [{ replies: 2, perMs: day }],
  [
    { replies: 1, perMs: hour },
    { replies: 2, perMs: day },
  ],
  [
    { replies: 1, perMs: minute },
    { replies: 6, perMs: 10 * day },
  ],
)

const replyDelayMs = oneOf(
  { min: 45 * minute, max: 75 * minute },
  { min: 0, max: 0 },
  { min: 2 * second, max: 2 * second },
  { min: minute, max: 2 * hour },
  { min: 12 * hour, max: 12 * hour },
)

/** Delays so short that an outage soon after a text also affects its reply. */
export const shortDelayMs = oneOf({ min: 0, max: 0 }, { min: 2 * second, max: 2 * second }, { min: 0, max: minute })

const budget: fc.Arbitrary<Quota> = fc
  .tuple(oneOf(1, 2, 3, 5, 100, 9999), oneOf(1, 2, 24), oneOf(1, 2, 31))
  .map(([perHour, hours, days]) => ({ hour: perHour, day: perHour * hours, month: perHour * hours * days }))

/** What a carrier is like, as far as the functions know. */
const kindOf = (name: CarrierName): string => {
  const { addressPrefix: _, ...traits } = carriers[name]
  return JSON.stringify([traits, hasOwnTopic(name)])
}

/** One carrier of each kind: with the same traits, another name would only thin out the schedules of the others. */
export const kinds: readonly CarrierName[] = [
  ...new Map(carrierNames.toReversed().map((name) => [kindOf(name), name])).values(),
].toReversed()

/** Each carrier has a budget. A phone's has a gap, and so few replies that an hour's fit into half an hour. */
const budgets = (limits: fc.Arbitrary<Quota>): fc.Arbitrary<Schedule['config']['budgets']> =>
  fc.tuple(oneOf(2, 1, 30, 60), fc.array(limits, { minLength: kinds.length })).map(([gap, all]) =>
    Object.fromEntries(
      kinds.map((name, i) => {
        const given = all[i] ?? { hour: 1, day: 1, month: 1 }
        const hour = Math.min(100, given.hour)
        const gapMs = Math.min(gap * second, (30 * minute) / hour)
        return [name, hasPhone(name) ? { ...given, hour, gapMs } : given]
      }),
    ),
  )

const block = fc.record({ after: oneOf(20, 1, 2, 3), forMs: oneOf(30 * day, minute, hour) })

type Arbitraries<T> = { readonly [Part in keyof T]-?: fc.Arbitrary<T[Part]> }

type Given = Partial<Arbitraries<Schedule['config'] & { readonly budget: Quota }>>

/** Any configuration that the settings allow. Parts that are given replace the arbitrary ones. */
export const configs = ({ budget: ofLine = budget, ...given }: Given = {}): fc.Arbitrary<Schedule['config']> => {
  const sendIntervalMs = oneOf(0, second, 2 * second)
  return fc.record({ limits, replyDelayMs, block, budgets: budgets(ofLine), sendIntervalMs, ...given })
}

/** None, within the lag of eventual reads, near the limit of a time window, or long. */
const sinceMs = weighted(
  [3, oneOf(0, 1, 4, 100, 900)],
  [2, oneOf(second, 5 * second, 30 * second, 2 * minute, 20 * minute)],
  [2, fc.tuple(oneOf(minute, hour, day), oneOf(0, -1, 1, 1000, -1000)).map(([window, by]) => window + by)],
  [1, oneOf(3 * hour, 2 * day, 10 * day, 30 * day)],
)

const copyAfterMs = weighted([5, fc.constant(undefined)], [1, oneOf(0, 3, 500, 3 * second, 10 * minute, 3 * day)])

/** Usually not at all, sometimes until the text is stale or nearly so. A fast clock makes it negative. */
const keptMs = weighted(
  [8, fc.constant(undefined)],
  [1, oneOf(minute, 3 * hour, 48 * hour - minute, 48 * hour - 1, 49 * hour, -minute, -2 * hour)],
)

const anyWords = weighted<ScheduledText['words']>(
  [5, fc.constant('Salut')],
  [4, oneOf('', 'STOP', 'START', 'Ne m’écrivez plus')],
)

const never = fc.constant(undefined)

/** Texts of A, B and C. Parts that are given replace the usual ones. */
const textsOf = (parts: Partial<Arbitraries<ScheduledText>>, minLength: number, maxLength: number) => {
  const usual: Arbitraries<ScheduledText> = {
    sinceMs,
    sender: oneOf('A', 'B', 'E'),
    to: oneOf(0, 1),
    words: oneOf('Salut'),
    keptMs: never,
    copyAfterMs,
  }
  return fc.array(fc.record({ ...usual, ...parts }), { minLength, maxLength })
}

/** Few texts, so that a counterexample is easy to read, and few senders, who compete for the same records. */
export const texts = textsOf({ sender: oneOf('A', 'A', 'A', 'B', 'C', 'A', 'B', 'D'), words: anyWords, keptMs }, 1, 6)

export const burst = textsOf({ sinceMs: oneOf(0, 4, 100, 900, minute) }, 1, 4)

/** So many texts that a line loses enough to rest, over hours. */
export const steady = textsOf(
  {
    sinceMs: oneOf(0, minute, 5 * minute, 10 * minute, 20 * minute),
    sender: oneOf('A', 'B', 'C', 'E', 'F', 'G'),
    copyAfterMs: never,
  },
  8,
  40,
)

/** Texts of people who resemble nobody, in quick succession. */
export const rush = textsOf(
  {
    sinceMs: oneOf(0, 900, minute),
    sender: oneOf('A', 'G', 'E', 'F'),
    to: fc.constant(0),
    copyAfterMs: fc.constant(undefined),
  },
  4,
  8,
)

/** Texts of which several share one event, if the carrier's events can hold several. */
export const together = textsOf({ sinceMs: oneOf(0, 0, 0, minute), to: fc.constant(0), words: anyWords }, 2, 5)

/** A STOP or a wish, after a text or another STOP, and another text weeks or months later. */
export const returning = fc
  .tuple(
    oneOf<ScheduledText['words']>('Salut', 'STOP'),
    oneOf<ScheduledText['words']>('STOP', 'Ne m’écrivez plus'),
    oneOf(2 * day, 32 * day, 41 * day, 300 * day, 363 * day),
  )
  .map(([first, second, gap]): ScheduledText[] => [
    { sinceMs: 0, sender: 'A', to: 0, words: first },
    { sinceMs: day + hour, sender: 'A', to: 0, words: second },
    { sinceMs: gap, sender: 'A', to: 0, words: 'Salut' },
  ])

export const persistent = textsOf(
  {
    sinceMs: oneOf(hour, 3 * hour, 10 * hour, 13 * hour, 22 * hour, 23 * hour, day, day + hour),
    sender: fc.constant('A'),
    to: fc.constant(0),
  },
  3,
  8,
)

export const pestering = textsOf(
  {
    sinceMs: oneOf(0, 900, 20 * second, 30 * second, minute - 1, minute, minute + 1),
    sender: fc.constant('A'),
    words: anyWords,
  },
  3,
  6,
)
