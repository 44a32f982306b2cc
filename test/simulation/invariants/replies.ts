import { carrierNames } from '../../../carriers/registry.ts'
import { createBookingNotes } from '../../../shared/adapters/booking-notes.ts'
import type { CarrierAnswer } from '../../../shared/ports.ts'
import { hourOf } from '../../../shared/rules/calendar.ts'
import type { QueuedReply } from '../../../shared/rules/queued-reply.ts'
import type { SenderRecord } from '../../../shared/rules/sender-record.ts'
import { logEvents } from '../../../shared/rules/telemetry.ts'
import { hour } from '../../../shared/rules/timing.ts'
import { signingKey } from '../../virtual/stage.ts'
import { callsOf, carrierAnswerTo, type Invocation } from '../history.ts'
import { lineOf, nameOf } from '../schedule.ts'
import { invariant } from './invariant.ts'
import type { Ledger, Publish } from './ledger.ts'
import { recordAt } from './saves.ts'

const publishes = (ledger: Ledger): readonly Publish[] => ledger.publishes

export const oneReplyPerText = invariant(
  'I1',
  'At most one reply is sent for a text.',
  publishes,
  ({ inboundId }, ledger) =>
    ledger.publishes.filter((publish) => publish.inboundId === inboundId).length > 1
      ? `more than one reply was sent for ${inboundId}`
      : undefined,
)

export const triedOnce = invariant(
  'I1 tries',
  'A reply is submitted to the carrier again only if the carrier refused every earlier attempt for now, so that nothing was sent.',
  ({ history }) => callsOf(history.calls, 'carrier.send').map((call) => ({ at: call.calledAt, call })),
  ({ call: { invocation, nth } }, { history }) => {
    const inboundId = invocation.messages[0]?.inboundId
    const before = callsOf(history.calls, 'carrier.send').filter(
      (earlier) => earlier.nth < nth && earlier.invocation.messages[0]?.inboundId === inboundId,
    )
    return before.every((attempt) => refusesForNow(carrierAnswerTo(attempt)))
      ? undefined
      : `the reply to ${inboundId} was submitted again, though an earlier attempt may have sent it`
  },
)

const refusesForNow = (answer: CarrierAnswer['kind'] | undefined): boolean =>
  answer === 'throttled' || answer === 'retryable' || answer === 'refused'

export const reserved = invariant(
  'I4 reservation',
  'A reply is sent only if its sender’s record holds its reservation when it is submitted.',
  publishes,
  ({ inboundId, reply, call }, { saves }) =>
    recordAt(saves, nameOf(reply.senderKey), call.calledAt).replies.has(inboundId)
      ? undefined
      : `the reply to ${inboundId} was sent without a reservation`,
)

export const claimed = invariant(
  'I4 claim',
  'A reply is sent only by an invocation that holds its own claim on the reply, neither settled nor released, when it submits the reply.',
  publishes,
  ({ inboundId, call }, { history, claimings }) => {
    const own = claimings.findLast(
      (claiming) =>
        claiming.inboundId === inboundId &&
        claiming.call.invocation === call.invocation &&
        claiming.at <= call.calledAt,
    )
    if (own === undefined) return `the reply to ${inboundId} was sent by an invocation that had not claimed it`
    const ended = [...callsOf(history.calls, 'claims.settle'), ...callsOf(history.calls, 'claims.release')].some(
      ({ args, effects }) =>
        args[0] === inboundId &&
        args[1] === own.claim.token &&
        effects.some(({ at, answer }) => at >= own.at && at <= call.calledAt && answer !== false),
    )
    return ended ? `the reply to ${inboundId} was sent under a claim that was already settled or released` : undefined
  },
)

/** Recognises the notes that the functions have made. */
const ownNotes = createBookingNotes(signingKey)

/** The budget that the simulation gives to a line: each carrier has one. */
const budgetOfLine = (line: string) => carrierNames.find((carrier) => lineOf(carrier) === line)

export const booked = invariant(
  'I4 booking',
  'A reply is queued with a due time only if the hour of that time is booked for it in the budget of its line, either by the same invocation or as noted in the sender’s record.',
  ({ history }) =>
    callsOf(history.calls, 'replies.put')
      .filter(({ args: [reply] }) => reply.dueAt > 0)
      .map((call) => ({ at: call.calledAt, call })),
  ({ at, call }, { bookings, saves }) => {
    const [reply] = call.args
    if (reply.budget !== budgetOfLine(reply.line))
      return `the reply to ${reply.inboundId} has another budget than its line`
    // An earlier invocation may have booked the reply and noted that in the sender's record.
    const isNoted = ({ senderKey, inboundId, dueAt }: QueuedReply) => {
      const { bookedFor, bookedAnewFor } = recordAt(saves, nameOf(senderKey), at)
      return [bookedFor.get(inboundId), bookedAnewFor.get(inboundId)].some(
        (note) => note?.dueAt === dueAt && ownNotes.isOurs(inboundId, reply.budget, note),
      )
    }
    if (isNoted(reply)) return undefined
    const ofThisHour = (budget: string, ms: number) => budget === reply.budget && hourOf(ms) === hourOf(reply.dueAt)
    const puts = callsOf(call.invocation.calls, 'replies.put').filter(
      ({ args: [other], calledAt }) => calledAt <= at && ofThisHour(other.budget, other.dueAt) && !isNoted(other),
    )
    const available = bookings.filter(
      (booking) =>
        booking.invocation === call.invocation && booking.at <= at && ofThisHour(booking.budget, booking.hourStart),
    )
    return puts.length > available.length
      ? `the reply to ${reply.inboundId} was queued for an hour that was not booked for it`
      : undefined
  },
)

/** Saves that note a booking in the sender's record. A note that an operator made by hand is none. */
const noted = ({ saves }: Ledger) =>
  saves.flatMap(({ at, before, after, invocation }) =>
    genuine(after).flatMap(([inboundId, { dueAt }]) => {
      const known = new Map(genuine(before)).get(inboundId)?.dueAt
      return known === dueAt ? [] : [{ at, inboundId, dueAt, known, invocation }]
    }),
  )

const genuine = ({ bookedFor }: SenderRecord) => [...bookedFor].filter(([, { mac }]) => mac !== 'made-up')

export const bookedOnce = invariant(
  'I4 once',
  'The record notes the booking of a reply by receive-sms only after the same invocation has booked that hour, and a noted booking is never replaced by another.',
  noted,
  ({ at, inboundId, dueAt, known, invocation }, { bookings }) => {
    if (known !== undefined) return `the noted booking of the reply to ${inboundId} was replaced by another`
    const isBooked = bookings.some(
      (booking) => booking.invocation === invocation && booking.at <= at && booking.hourStart === hourOf(dueAt),
    )
    return isBooked ? undefined : `the record notes a booking for ${inboundId} that the invocation did not make`
  },
)

/** Replies that receive-sms logged as booked. */
const loggedAsBooked = ({ history: { invocations } }: Ledger) =>
  invocations.flatMap((invocation) =>
    invocation.functionName === 'receive-sms'
      ? invocation.logs.flatMap(({ at, event, fields }) =>
          event === logEvents.replyBooked ? [{ at, inboundId: fields['inboundId'], invocation }] : [],
        )
      : [],
  )

/** Whether an invocation met no fault and no conflict, so that its bookings are noted in the record. */
export const isUndisturbed = ({ calls, end }: Invocation): boolean =>
  end?.kind === 'answered' &&
  calls.every(({ fault }) => fault === 'works') &&
  callsOf(calls, 'senders.save').every(({ effects }) => effects.every(({ answer }) => answer === 'saved'))

export const notBookedAgain = invariant(
  'I4 again',
  'Once an invocation without faults and write conflicts has booked the reply to a text, no later invocation of receive-sms books it again, however often the text is redelivered.',
  loggedAsBooked,
  ({ inboundId, invocation }, ledger) => {
    const before = loggedAsBooked(ledger).find(
      (other) =>
        other.inboundId === inboundId &&
        (other.invocation.end?.at ?? Number.POSITIVE_INFINITY) < invocation.startedAt &&
        isUndisturbed(other.invocation),
    )
    return before && `the reply to ${inboundId} was booked again, though its first booking was noted`
  },
)

export const notBookedInVain = invariant(
  'I4 in vain',
  'send-reply does not try to rebook a late reply that was claimed before the invocation began, unless a claim on it is released at some time in the run.',
  ({ history }) =>
    callsOf(history.calls, 'budgets.book')
      .filter(({ invocation }) => invocation.functionName === 'send-reply')
      .map(({ invocation, calledAt }) => ({ at: calledAt, invocation })),
  ({ invocation }, { claimings, history }) => {
    const inboundId = invocation.messages[0]?.inboundId
    const givenUp = callsOf(history.calls, 'claims.release').some(({ args }) => args[0] === inboundId)
    return !givenUp &&
      claimings.some((claiming) => claiming.inboundId === inboundId && claiming.at < invocation.startedAt)
      ? `the reply to ${inboundId} was rebooked, though it was already claimed`
      : undefined
  },
)

export const handedOn = invariant(
  'I4 handed on',
  'When send-reply returns after queueing a reply again, it acknowledges the message that it received.',
  ({ history }) =>
    history.invocations.flatMap(({ functionName, messages, calls, end }) => {
      const handsOn = functionName === 'send-reply' && end?.kind === 'answered'
      return handsOn &&
        callsOf(calls, 'replies.put').some(({ endedAt, fault }) => endedAt !== undefined && fault === 'works')
        ? [{ at: end.at, message: messages[0], done: end.done }]
        : []
    }),
  ({ message, done }) =>
    message === undefined || done.includes(message.messageId)
      ? undefined
      : `the reply to ${message.inboundId} was queued again, but its old message was not acknowledged`,
)

export const inItsHour = invariant(
  'I3 hour',
  'A reply is sent in the clock hour of its due time, in true time (without clock skew).',
  publishes,
  ({ at, inboundId, reply }) =>
    at >= hourOf(reply.dueAt) && at < hourOf(reply.dueAt) + hour
      ? undefined
      : `the reply to ${inboundId} was sent outside the hour of its due time`,
)

export const notEarly = invariant(
  'I5 not early',
  'A reply is not sent before its due time by the clock of its process, nor before the configured minimum delay after its text was first queued, less two seconds for clock skew.',
  publishes,
  ({ at, inboundId, reply, call }, { history }) => {
    if (at + call.invocation.skewMs < reply.dueAt) return `the reply to ${inboundId} was sent before it was due`
    const toldAt = history.texts.find((text) => text.inboundId === inboundId)?.toldAt ?? 0
    return at < toldAt + history.config.replyDelayMs.min - maxSkewMs
      ? `the reply to ${inboundId} was sent before the configured minimum delay was over`
      : undefined
  },
)

/** How far two clocks may differ: that of the process that set the due time, and that of the process that waits for it. */
const maxSkewMs = 2000
