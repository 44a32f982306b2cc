import { hourOf } from '../../../shared/rules/calendar.ts'
import type { QueuedReply } from '../../../shared/rules/queued-reply.ts'
import { logEvents } from '../../../shared/rules/telemetry.ts'
import { hour } from '../../../shared/rules/timing.ts'
import { callsOf, type Invocation } from '../history.ts'
import { nameOf } from '../schedule.ts'
import { invariant } from './invariant.ts'
import type { Ledger, Publish } from './ledger.ts'
import { recordAt } from './saves.ts'

const publishes = (ledger: Ledger): readonly Publish[] => ledger.publishes

export const oneReplyPerText = invariant(
  'I1',
  'at most one reply is published for a text',
  publishes,
  ({ inboundId }, ledger) =>
    ledger.publishes.filter((publish) => publish.inboundId === inboundId).length > 1
      ? `${inboundId} was answered more than once`
      : undefined,
)

export const triedOnce = invariant(
  'I1 tries',
  'a reply is submitted to the carrier again only if the carrier surely sent nothing',
  ({ history }) => callsOf(history.calls, 'carrier.send').map((call) => ({ at: call.calledAt, call })),
  ({ call: { invocation, nth } }, { history }) => {
    const inboundId = invocation.messages[0]?.inboundId
    const before = callsOf(history.calls, 'carrier.send').filter(
      (earlier) => earlier.nth < nth && earlier.invocation.messages[0]?.inboundId === inboundId,
    )
    return before.every(({ fault }) => fault === 'retryable') ? undefined : `${inboundId} was tried again`
  },
)

export const reserved = invariant(
  'I4 reservation',
  'nothing is published without a reservation in the record of its sender',
  publishes,
  ({ inboundId, reply, call }, { saves }) =>
    recordAt(saves, nameOf(reply.senderKey), call.calledAt).replies.has(inboundId)
      ? undefined
      : `${inboundId} was published without a reservation`,
)

export const claimed = invariant(
  'I4 claim',
  'a process publishes only while the claim stands that it took itself',
  publishes,
  ({ inboundId, call }, { history, claimings }) => {
    const own = claimings.findLast(
      (claiming) =>
        claiming.inboundId === inboundId &&
        claiming.call.invocation === call.invocation &&
        claiming.at <= call.calledAt,
    )
    if (own === undefined) return `${inboundId} was published without a claim`
    const ended = [...callsOf(history.calls, 'claims.settle'), ...callsOf(history.calls, 'claims.release')].some(
      ({ args, effects }) =>
        args[0] === inboundId &&
        args[1] === own.claim.token &&
        effects.some(({ at, answer }) => at >= own.at && at <= call.calledAt && answer !== false),
    )
    return ended ? `${inboundId} was published under a claim that had ended` : undefined
  },
)

export const booked = invariant(
  'I4 booking',
  'a reply is queued only for an hour of its line’s budget that was booked for it',
  ({ history }) =>
    callsOf(history.calls, 'replies.put')
      .filter(({ args: [reply] }) => reply.dueAt > 0)
      .map((call) => ({ at: call.calledAt, call })),
  ({ at, call }, { bookings, saves }) => {
    const [reply] = call.args
    // An earlier invocation may have booked the reply and noted that in the sender's record.
    const isNoted = ({ senderKey, inboundId, dueAt }: QueuedReply) => {
      const { bookedFor, bookedAnewFor } = recordAt(saves, nameOf(senderKey), at)
      return [bookedFor.get(inboundId), bookedAnewFor.get(inboundId)].includes(dueAt)
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
    return puts.length > available.length ? `${reply.inboundId} was queued for an hour that was not booked` : undefined
  },
)

/** Saves that note a booking in the sender's record. */
const noted = ({ saves }: Ledger) =>
  saves.flatMap(({ at, before, after, invocation }) =>
    [...after.bookedFor].flatMap(([inboundId, dueAt]) => {
      const known = before.bookedFor.get(inboundId)
      return known === dueAt ? [] : [{ at, inboundId, dueAt, known, invocation }]
    }),
  )

export const bookedOnce = invariant(
  'I4 once',
  'that a reply is booked is noted by whoever has booked it, and once: its text books nothing more',
  noted,
  ({ at, inboundId, dueAt, known, invocation }, { bookings }) => {
    if (known !== undefined) return `${inboundId} was booked again`
    const isBooked = bookings.some(
      (booking) => booking.invocation === invocation && booking.at <= at && booking.hourStart === hourOf(dueAt),
    )
    return isBooked ? undefined : `${inboundId} is said to be booked, and is not`
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
  'a text that was booked by an undisturbed invocation books nothing more, however often it comes',
  loggedAsBooked,
  ({ inboundId, invocation }, ledger) => {
    const before = loggedAsBooked(ledger).find(
      (other) =>
        other.inboundId === inboundId &&
        (other.invocation.end?.at ?? Number.POSITIVE_INFINITY) < invocation.startedAt &&
        isUndisturbed(other.invocation),
    )
    return before && `${inboundId} was booked again`
  },
)

export const notBookedInVain = invariant(
  'I4 in vain',
  'no late reply is booked anew when somebody has claimed it',
  ({ history }) =>
    callsOf(history.calls, 'budgets.book')
      .filter(({ invocation }) => invocation.functionName === 'send-reply')
      .map(({ invocation, calledAt }) => ({ at: calledAt, invocation })),
  ({ invocation }, { claimings, history }) => {
    const inboundId = invocation.messages[0]?.inboundId
    const givenUp = callsOf(history.calls, 'claims.release').some(({ args }) => args[0] === inboundId)
    return !givenUp &&
      claimings.some((claiming) => claiming.inboundId === inboundId && claiming.at < invocation.startedAt)
      ? `${inboundId} was booked anew, though it had been claimed`
      : undefined
  },
)

export const handedOn = invariant(
  'I4 handed on',
  'a process that has queued a reply anew is done with the message that it had',
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
      : `the reply to ${message.inboundId} was kept`,
)

export const inItsHour = invariant(
  'I3 hour',
  'a reply is published in the hour that it is booked into, by true time',
  publishes,
  ({ at, inboundId, reply }) =>
    at >= hourOf(reply.dueAt) && at < hourOf(reply.dueAt) + hour
      ? undefined
      : `${inboundId} was published in another hour than the one it was booked into`,
)

export const notEarly = invariant(
  'I5 not early',
  'nothing is published before it is due, nor before the victim had the time that the settings give',
  publishes,
  ({ at, inboundId, reply, call }, { history }) => {
    if (at + call.invocation.skewMs < reply.dueAt) return `${inboundId} was published before it was due`
    const toldAt = history.texts.find((text) => text.inboundId === inboundId)?.toldAt ?? 0
    return at < toldAt + history.config.replyDelayMs.min - maxSkewMs
      ? `${inboundId} was answered sooner than the settings allow`
      : undefined
  },
)

/** How far two clocks may differ: that of the process that set the due time, and that of the process that waits for it. */
const maxSkewMs = 2000
