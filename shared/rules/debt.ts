import { fingerprint } from './likeness.ts'
import { hour, minute } from './timing.ts'

/*
 * A line that doesn't rest owes time for each attempt without a clear answer, whose reply may be lost. An acceptance or
 * a rejection pays some of it back, and the rest lapses with time: so a debt is kept as the time at which it will be
 * paid. A line that owes too much rests. So whatever the pattern, few replies are lost: four at once, since two
 * processes send, then two an hour, and one for every four answers.
 */

/** A line that owes more than this rests. */
const restsAbove = hour

/** Losses never add up to more. A debt that is greater was stored by a wrong clock, and counts as none. */
export const impossibleMs = 8 * hour

/** A reply that expires so soon is attempted even while its line rests, since holding it on would lose more. */
const nearExpiryMs = 30 * minute

/** Returns what a line owes whose debt will be paid at `paidAt`, in milliseconds. */
export const owedMs = (paidAt: number, now: number): number =>
  paidAt - now > impossibleMs ? 0 : Math.max(0, paidAt - now)

/** Returns for how many milliseconds a line still rests. */
export const restMs = (paidAt: number, now: number): number => Math.max(0, owedMs(paidAt, now) - restsAbove)

/** Returns for how many milliseconds a reply that expires then is held because its line rests. */
export const heldMs = (paidAt: number, expiresAt: number, now: number): number =>
  Math.max(0, Math.min(restMs(paidAt, now), expiresAt - nearExpiryMs - now))

/** Returns what a reply that may be lost costs: 30 to 60 minutes, so that rests don't keep step with a fault. */
export const costOfLoss = (inboundId: string): number =>
  30 * minute + (Number.parseInt(fingerprint(inboundId), 36) % (30 * minute))

/** What an acceptance or a rejection pays back. */
export const paidByAnswer = 7.5 * minute
