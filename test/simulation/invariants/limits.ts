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
  'In any time window as long as that of a limit, a sender has at most as many reservations as the limit allows, by their recorded times; a reservation that was taken back counts only if its reply had been sent.',
  counting,
  ({ sender, inboundId, recordedAt }, ledger) => {
    const times = counting(ledger)
      .filter((other) => other.sender === sender && other.recordedAt <= recordedAt)
      .map((other) => other.recordedAt)
    const broken = ledger.history.config.limits.find(
      ({ replies, perMs }) => times.filter((time) => recordedAt - time < perMs).length > replies,
    )
    return broken && `the reservation for ${inboundId} exceeds the limit of ${sender} for ${broken.perMs} ms`
  },
)

export const notForSilenced = invariant(
  'limits: silenced',
  'No reply is reserved for a sender who is blocked or opted out, by the clock of the process.',
  ({ saves }) => saves.filter(({ before, after }) => [...after.replies.keys()].some((id) => !before.replies.has(id))),
  ({ sender, before, invocation, at }) => {
    const until = Math.max(before.blockedUntil, before.optedOutUntil)
    return until > at + invocation.skewMs
      ? `a reply was reserved for ${sender}, who was blocked or opted out`
      : undefined
  },
)

export const takenBackUnused = invariant(
  'limits: taken back',
  'A reservation is taken back only by the invocation that made it, and its reply is not sent, unless it is reserved again first.',
  ({ reservations }) => reservations.filter(({ takenBackBy }) => takenBackBy !== undefined),
  ({ inboundId, at, madeBy, takenBackAt, takenBackBy }, { publishes, reservations }) => {
    if (madeBy !== takenBackBy)
      return `the reservation for ${inboundId} was taken back by another invocation, in ${takenBackBy?.process}`
    const madeAgainAt = reservations.find((other) => other.inboundId === inboundId && other.at > takenBackAt)?.at
    const sent = publishes.some(
      (publish) =>
        publish.inboundId === inboundId && publish.at > at && publish.at < (madeAgainAt ?? Number.POSITIVE_INFINITY),
    )
    return sent ? `the reservation for ${inboundId} was taken back, but its reply was sent` : undefined
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
  'A sender is blocked at the configured number of strikes, or earlier only if the process received that many texts from the sender within six minutes; a block lasts at most the configured time, a save adds at most one strike, and a reservation resets the strikes to zero.',
  ({ saves }) => saves,
  ({ sender, before, after, at, invocation }, { history }) => {
    const { after: allowed, forMs } = history.config.block
    const blocks = after.blockedUntil > before.blockedUntil
    const reserves = [...after.replies.keys()].some((id) => !before.replies.has(id))
    if (reserves && after.strikes > 0) return `${sender} still has ${after.strikes} strikes after a reply was reserved`
    if (after.strikes > before.strikes + 1)
      return `one save raised the strikes of ${sender} from ${before.strikes} to ${after.strikes}`
    if (after.strikes >= allowed) return `${sender} has ${after.strikes} strikes, but is not blocked`
    if (blocks && before.strikes + 1 < allowed && textsReceivedLately(sender, at, invocation, history) < allowed)
      return `${sender} was blocked too early, after ${before.strikes + 1} strikes`
    if (blocks && after.blockedUntil > at + invocation.skewMs + forMs)
      return `${sender} is blocked for longer than configured`
    return undefined
  },
)
