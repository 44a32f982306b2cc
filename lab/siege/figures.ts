import { day, hour, minute } from '../../shared/rules/timing.ts'
import type { Outcome, Reply } from './replay.ts'
import type { Scene } from './scene.ts'
import { isIn, type Period, type Text } from './traffic.ts'

/** A column of a table: one figure of a replay, and how it is written. */
export type Column = {
  readonly title: string
  readonly figure: (outcome: Outcome, scene: Pick<Scene, 'counted'>) => number
  readonly format: (value: number) => string
}

/** When each genuine sender first texted, and when each answered one was first answered. */
export const genuineSenders = ({ received, replies }: Outcome) => ({
  senders: firstOfEach(received.filter(isGenuine).map(({ sender, at }) => [sender, at])),
  answeredAt: firstOfEach(replies.filter(({ text }) => isGenuine(text)).map(({ text, at }) => [text.sender, at])),
})

const isGenuine = ({ abusive }: Text): boolean => !abusive

const firstOfEach = (moments: readonly (readonly [string, number])[]): ReadonlyMap<string, number> => {
  const first = new Map<string, number>()
  for (const [key, at] of moments) first.set(key, Math.min(at, first.get(key) ?? at))
  return first
}

/** How long each genuine sender who first texts in a period waits for an answer, from the first text on. */
const waitsIn = (outcome: Outcome, period: Period): readonly number[] => {
  const { senders, answeredAt } = genuineSenders(outcome)
  return [...senders].flatMap(([sender, at]) => (isIn(period, at) ? [(answeredAt.get(sender) ?? Infinity) - at] : []))
}

/** The share, from 0 to 1, of the genuine senders who first text in a period that are answered within a time. */
export const shareAnswered = (outcome: Outcome, period: Period, withinMs: number): number => {
  const waits = waitsIn(outcome, period)
  return waits.filter((ms) => ms < withinMs).length / waits.length
}

export const abusiveReplies = ({ replies }: Outcome): readonly Reply[] => replies.filter(({ text }) => text.abusive)

export const whole = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 })

const answered = (title: string, withinMs: number): Column => ({
  title,
  figure: (outcome, { counted }) => shareAnswered(outcome, counted, withinMs),
  format: (share) => (share * 100).toFixed(0),
})

/** How many minutes half of the genuine senders who count and are answered wait for their reply at most. */
const median: Column = {
  title: 'minutes: median',
  figure: (outcome, { counted }) => {
    const waits = waitsIn(outcome, counted).filter(Number.isFinite)
    return (waits.toSorted((a, b) => a - b)[Math.ceil(waits.length / 2) - 1] ?? Number.NaN) / minute
  },
  format: (minutes) => (Number.isNaN(minutes) ? '–' : whole(minutes)),
}

/** We assume that whoever waits longer than four hours has often gone. By the first two, lotteries are compared. */
export const columns: readonly Column[] = [
  answered('within four hours', 4 * hour),
  answered('within a day', day),
  median,
  { title: 'abusive texts answered', figure: (outcome) => abusiveReplies(outcome).length, format: whole },
]
