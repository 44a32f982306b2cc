/** An operator's decision that the replies promised from `after` on, and before `before`, are not wanted. Times are milliseconds. */
export type Cancellation = {
  readonly after: number
  /** At most the time at which it was decided, so that later texts are answered. */
  readonly before: number
  /** When it was decided, and how many of the replies waited then. */
  readonly decidedAt: number
  readonly replies: number
}

/** Whether the reply that was promised at `at` is cancelled. */
export const isCancelled = (at: number, cancellations: readonly Cancellation[]): boolean =>
  cancellations.some(({ after, before }) => at >= after && at < before)
