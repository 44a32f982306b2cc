import { invariant, type Promised } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import type { Reservation } from './saves.ts'

/** The reservations that count against the limits: all except those that were taken back without a reply being sent. */
const counting = ({ reservations, publishes }: Ledger): readonly Reservation[] =>
  reservations.filter(
    ({ inboundId, at, takenBackAt }) =>
      takenBackAt === Number.POSITIVE_INFINITY ||
      publishes.some((publish) => publish.inboundId === inboundId && publish.at >= at && publish.at <= takenBackAt),
  )

const rarelyAnswered = invariant(
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

const takenBackUnused = invariant(
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

/** A sender gets no more replies than the limits allow. */
export const limits: Promised = {
  invariants: [rarelyAnswered, takenBackUnused],
  mutants: [
    {
      name: 'future reservation ignored by the limits',
      breaks:
        'A reservation dated in the future by another process’s fast clock counts as old, so the limit allows one reply too many.',
      edits: [
        {
          file: 'shared/rules/throttle.ts',
          find: 'now - nthNewest >= perMs',
          replace: 'nthNewest > now || now - nthNewest >= perMs',
        },
      ],
      foundBy: ['I2'],
    },
  ],
}
