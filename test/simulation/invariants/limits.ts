import { minute } from '../../../shared/rules/timing.ts'
import type { History, Invocation } from '../history.ts'
import type { SenderName } from '../schedule.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import type { Reservation } from './saves.ts'

/** The reservations that count against the limits: all except those that were taken back without a reply being sent. */
const counting = ({ reservations, publishes }: Ledger): readonly Reservation[] =>
  reservations.filter(
    ({ inboundId, at, takenBackAt }) =>
      takenBackAt === Number.POSITIVE_INFINITY ||
      publishes.some((publish) => publish.inboundId === inboundId && publish.at >= at && publish.at <= takenBackAt),
  )

export const rarelyAnswered = invariant(
  'I2',
  'in no window of a limit is a sender promised, or sent, more replies than it allows, by the times on record',
  counting,
  ({ sender, inboundId, recordedAt }, ledger) => {
    const times = counting(ledger)
      .filter((other) => other.sender === sender && other.recordedAt <= recordedAt)
      .map((other) => other.recordedAt)
    const broken = ledger.history.config.limits.find(
      ({ replies, perMs }) => times.filter((time) => recordedAt - time < perMs).length > replies,
    )
    return broken && `${inboundId} of ${sender} is one reply too many in ${broken.perMs} ms`
  },
)

export const notForSilenced = invariant(
  'limits: silenced',
  'nothing is reserved for a sender who is blocked or opted out',
  ({ saves }) => saves.filter(({ before, after }) => [...after.replies.keys()].some((id) => !before.replies.has(id))),
  ({ sender, before, invocation, at }) => {
    const until = Math.max(before.blockedUntil, before.optedOutUntil)
    return until > at + invocation.skewMs ? `${sender} was blocked or opted out` : undefined
  },
)

export const takenBackUnused = invariant(
  'limits: taken back',
  'a reservation is taken back only by the invocation that made it, and only if its reply is not sent',
  ({ reservations }) => reservations.filter(({ takenBackBy }) => takenBackBy !== undefined),
  ({ inboundId, at, madeBy, takenBackAt, takenBackBy }, { publishes, reservations }) => {
    if (madeBy !== takenBackBy) return `the reservation of ${inboundId} was taken back by ${takenBackBy?.process}`
    const madeAgainAt = reservations.find((other) => other.inboundId === inboundId && other.at > takenBackAt)?.at
    const sent = publishes.some(
      (publish) =>
        publish.inboundId === inboundId && publish.at > at && publish.at < (madeAgainAt ?? Number.POSITIVE_INFINITY),
    )
    return sent ? `the reservation of ${inboundId} was taken back, and its reply was sent` : undefined
  },
)

/**
 * How many texts of a sender a process received in the last six minutes: the five for which it remembers that there was no room, and a
 * margin.
 */
const textsReceivedLately = (
  sender: SenderName,
  at: number,
  { process }: Invocation,
  { invocations, texts }: History,
): number =>
  invocations
    .filter((other) => other.process === process && other.startedAt <= at && other.startedAt > at - 6 * minute)
    .flatMap(({ messages }) => messages)
    .filter(({ inboundId }) => texts.some((text) => text.inboundId === inboundId && text.sender === sender)).length

export const blockedInTime = invariant(
  'limits: block',
  'a sender is blocked at the strike that the config names, or when so many of his texts came within minutes, not before and not later, and a reply wipes strikes out',
  ({ saves }) => saves,
  ({ sender, before, after, at, invocation }, { history }) => {
    const { after: allowed, forMs } = history.config.block
    const blocks = after.blockedUntil > before.blockedUntil
    const reserves = [...after.replies.keys()].some((id) => !before.replies.has(id))
    if (reserves && after.strikes > 0) return `${sender} has ${after.strikes} strikes from before the reply`
    if (after.strikes > before.strikes + 1) return `${sender} has ${after.strikes} strikes, and had ${before.strikes}`
    if (after.strikes >= allowed) return `${sender} has ${after.strikes} strikes and is not blocked`
    if (blocks && before.strikes + 1 < allowed && textsReceivedLately(sender, at, invocation, history) < allowed)
      return `${sender} was blocked after ${before.strikes + 1} strikes`
    if (blocks && after.blockedUntil > at + invocation.skewMs + forMs) return `${sender} is blocked for too long`
    return undefined
  },
)
