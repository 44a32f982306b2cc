import { clockSkewMs } from './timing.ts'

/** An operator's decision that replies promised from `after` on and before `before` (milliseconds) are not wanted. */
export type Cancellation = {
  readonly after: number
  /** Just after the newest promise that is meant, so that later texts are answered. */
  readonly before: number
  /** The time of the decision, by the clock of the operator's machine, and how many replies were queued then. */
  readonly decidedAt: number
  readonly replies: number
}

/** Only so many count, the newest, so that whoever has an operator's key can't mute a number by endless notes. */
export const mostCancellations = 20

/** Returns whether a note reaches into the future. It would mute a number; no command writes one, so it is ignored. */
export const reachesAhead = ({ before }: Cancellation, now: number): boolean => before > now + clockSkewMs

/** Returns whether the reply that was promised at `at` is cancelled. The newest note comes last. */
export const isCancelled = (at: number, cancellations: readonly Cancellation[], now: number): boolean =>
  cancellations.slice(-mostCancellations).some((one) => !reachesAhead(one, now) && at >= one.after && at < one.before)
