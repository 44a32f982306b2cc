import { hourOf } from '../../shared/rules/calendar.ts'
import { expireAfterMs, minute, publishMarginMs } from '../../shared/rules/timing.ts'
import { callsOf, type Invocation } from '../simulation/history.ts'
import { lineOf } from '../simulation/schedule.ts'
import { hasPhone } from '../virtual/stage.ts'
import { invariant } from './invariant.ts'
import { hasAnswer, type Ledger } from './ledger.ts'

const notEarly = invariant(
  'I5 not early',
  'A reply is not sent before its due time by the clock of its process, nor before the configured minimum delay after its text was first queued, less two seconds for clock skew.',
  ({ publishes }) => publishes,
  ({ at, inboundId, reply, call }, { history }) => {
    if (at + call.invocation.skewMs < reply.dueAt) return `the reply to ${inboundId} was sent before it was due`
    const queuedAt = history.texts.find((text) => text.inboundId === inboundId)?.queuedAt ?? 0
    return at < queuedAt + history.config.replyDelayMs.min - maxSkewMs
      ? `the reply to ${inboundId} was sent before the configured minimum delay was over`
      : undefined
  },
)

/** How far the clocks of the process that sets a due time and of the one that waits for it may differ. */
const maxSkewMs = 2000

/** Replies that were queued, with the gap that their budget requires. */
export const queued = ({ history: { calls, config } }: Ledger) =>
  callsOf(calls, 'replies.put').map(({ args: [reply], calledAt: at, nth }) => {
    const { gapMs = 0 } = config.budgets[reply.budget] ?? {}
    return { at, nth, reply, gapMs }
  })

const keptApart = invariant(
  'I3 apart',
  'Two replies that are booked into the same hour of a budget with a gap are due at least that gap apart.',
  (ledger) => queued(ledger).filter(({ gapMs }) => gapMs > 0),
  ({ nth, reply, gapMs }, ledger) =>
    queued(ledger).some(
      ({ nth: other, reply: { budget, dueAt, inboundId } }) =>
        other < nth &&
        !(inboundId === reply.inboundId && dueAt === reply.dueAt) &&
        budget === reply.budget &&
        hourOf(dueAt) === hourOf(reply.dueAt) &&
        Math.abs(dueAt - reply.dueAt) < gapMs,
    )
      ? `the reply to ${reply.inboundId} is due less than ${gapMs} ms before or after another one`
      : undefined,
)

const notOverdue = invariant(
  'I7 overdue',
  'A reply is sent less than a day after it was due, and the time that an invocation takes, and before the deadline of its carrier, if that accepts replies to a text only for a limited time.',
  ({ publishes }) => publishes,
  ({ at, inboundId, reply: { dueAt, answerBy = Number.POSITIVE_INFINITY }, call: { invocation } }) =>
    at + invocation.skewMs >= dueAt + expireAfterMs + publishMarginMs || at >= answerBy + clockMarginMs
      ? `the reply to ${inboundId} was sent too late`
      : undefined,
)

const clockMarginMs = 5 * minute

const expiredInTime = invariant(
  'I7 expired',
  'A reply does not expire, by the clock of its process, until a day after it was due or until its carrier’s deadline for replies, whichever is earlier.',
  ({ settlements }) => settlements.filter(({ outcome }) => outcome === 'expired'),
  ({ inboundId, at, call: { invocation } }) => {
    const { dueAt = 0, answerBy = Number.POSITIVE_INFINITY } = invocation.messages[0]?.reply ?? {}
    return at + invocation.skewMs >= Math.min(dueAt + expireAfterMs, answerBy)
      ? undefined
      : `the reply to ${inboundId} expired too early`
  },
)

/** A reply is sent when it is due or within a day, not before, and due apart from the others of its line. */
export const dueTimes = [notEarly, keptApart, notOverdue, expiredInTime]

const byItsLine = invariant(
  'I4 line',
  'A reply is submitted from the line that received its text, through the carrier of that line.',
  ({ attempts }) => attempts,
  ({ inboundId, call: { args } }, { history: { texts } }) => {
    const [by, { from }] = args
    const to = texts.find((text) => text.inboundId === inboundId)?.to
    return by === to && from === lineOf(by)
      ? undefined
      : `${inboundId} came to the ${to} line, but its reply was submitted to ${by} from another line or carrier`
  },
)

/** What an invocation learnt by asking whether anybody is there: a question without an answer means nobody. */
export const learnt = ({ calls }: Invocation) =>
  callsOf(calls, 'carrier.ask').flatMap(({ args: [carrier, line], fault, effects, endedAt: at }) =>
    at === undefined ? [] : [{ at, carrier, line, answer: hasAnswer(fault) ? effects.at(-1)?.answer : 'nobody' }],
  )

const phoneWasThere = invariant(
  'phone: there',
  'A reply is submitted to a line with a phone only after the same invocation has learnt that the phone is online.',
  ({ attempts }) => attempts.filter(({ call }) => hasPhone(call.args[0])),
  ({ at, inboundId, call: { args, invocation } }) =>
    learnt(invocation).some((known) => known.line === args[1].from && known.answer === 'somebody' && known.at <= at)
      ? undefined
      : `the reply to ${inboundId} was submitted to a line whose phone was not known to be online`,
)

const nothingIsSentToNobody = invariant(
  'question: nobody',
  'An invocation that learns that nobody is there, or that the line is not ready, neither claims its reply nor sends it.',
  ({ history }) =>
    history.invocations.flatMap((invocation) =>
      learnt(invocation).flatMap(({ at, answer }) => (answer === 'somebody' ? [] : [{ at, invocation }])),
    ),
  ({ invocation: { calls, messages } }) =>
    calls.some(({ verb }) => verb === 'claims.claim' || verb === 'carrier.send')
      ? `the reply to ${messages[0]?.inboundId} was claimed, though nobody was there`
      : undefined,
)

/** A reply leaves from the line that was texted, and waits while nobody is there to take it. */
export const presence = [phoneWasThere, byItsLine, nothingIsSentToNobody]
