import { carrierNames } from '../../carriers/index.ts'
import { createBookingNotes } from '../../shared/adapters/signatures.ts'
import { hourOf } from '../../shared/rules/calendar.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { logEvents } from '../../shared/rules/telemetry.ts'
import { callsOf, type Invocation } from '../simulation/history.ts'
import { lineOf, nameOf } from '../simulation/schedule.ts'
import { signingKey } from '../virtual/stage.ts'
import { type Ledger, recordAt } from './ledger.ts'
import { invariant, type Promised } from './promise.ts'

/** Recognises the notes that the functions have made. */
const ownNotes = createBookingNotes(signingKey)

/** The budget that the simulation gives to a line: each carrier has one. */
const budgetOfLine = (line: string) => carrierNames.find((carrier) => lineOf(carrier) === line)

const booked = invariant(
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

const bookedOnce = invariant(
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

const notBookedAgain = invariant(
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

const notBookedInVain = invariant(
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

const answer = 'functions/receive-sms/answer.ts'
const bookReply = 'functions/receive-sms/booking.ts'
const save =
  "  const reserved = await saveSender(receiver, stored, record, text.now)\n  if (reserved === undefined) return 'conflict'\n"
const book =
  "  const findRoom = (countersOf: CountersOf) => {\n    const plan = planFor(receiver, text, stored.record, countersOf)\n    return plan.kind === 'reply' ? plan.room : undefined\n  }\n"
const note =
  '  await saveSender(receiver, reserved, withBooking(reserved.record, text.sms.inboundId, note), text.now)\n'

/** A reply is queued only for an hour that is booked for it, and it is booked no more often than necessary. */
export const bookings: Promised = {
  invariants: [booked, bookedOnce, notBookedAgain, notBookedInVain],
  mutants: [
    {
      name: 'booking charged to the wrong budget',
      breaks: 'A reply is booked into the budget of the first line, even if it belongs to a line with another budget.',
      edits: [
        {
          file: bookReply,
          find: 'const { budget } = text.line',
          replace: "const budget = receiver.config.lines[0]?.budget ?? ''",
        },
      ],
      foundBy: ['I4 booking', 'I3', 'I9', 'rush: open'],
    },
    {
      name: 'booking before reservation',
      breaks: 'A reply is booked and queued before its reservation is saved.',
      edits: [
        {
          file: answer,
          find: '(!(await bookReply(receiver, text, reserved, earlierReplies, wantedAt, findRoom)))',
          replace: '(!booked)',
        },
        { file: answer, find: book, replace: '' },
        {
          file: answer,
          find: save,
          replace: `${book}  const booked = await bookReply(receiver, text, stored, earlierReplies, wantedAt, findRoom)\n${save}`,
        },
      ],
      foundBy: ['I4 once', 'I2', 'I5', 'rush: once', 'I7 end', 'I7 cancelled', 'I8'],
    },
    {
      name: 'booking not recorded',
      breaks:
        'The sender’s record does not show that a reply is booked, so each redelivery of its text books it again.',
      edits: [{ file: bookReply, find: note, replace: '' }],
      foundBy: ['I4 again', 'I4 booking'],
    },
    {
      name: 'claim of a late reply ignored',
      breaks: 'A late reply is rebooked even though another process has already claimed it.',
      edits: [
        {
          file: 'functions/send-reply/catch-up.ts',
          find: 'if (claim !== undefined) return resolveClaim',
          replace: "if (claim?.outcome === 'cancelled') return resolveClaim",
        },
      ],
      foundBy: ['I4 in vain'],
    },
  ],
}
