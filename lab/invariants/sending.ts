import { hourOf } from '../../shared/rules/calendar.ts'
import { expireAfterMs, minute, publishMarginMs } from '../../shared/rules/timing.ts'
import { callsOf, type Invocation } from '../simulation/history.ts'
import { lineOf } from '../simulation/schedule.ts'
import { hasPhone } from '../virtual/stage.ts'
import { type Invariant, invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

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

/** How far two clocks may differ: that of the process that set the due time, and that of the process that waits for it. */
const maxSkewMs = 2000

/** Replies that were queued, and the gap that their budget requires between two replies. */
export const queued = ({ history: { calls, config } }: Ledger) =>
  callsOf(calls, 'replies.put').flatMap(({ args: [reply], calledAt: at, nth, invocation }) => {
    const { hour = 0, gapMs = 0 } = config.budgets[reply.budget] ?? {}
    return [{ at, nth, reply, invocation, gapMs, roundMs: hour * gapMs }]
  })

const keptApart = invariant(
  'I3 apart',
  'Two replies that are booked into the same hour of a budget with a gap are due at least that gap apart.',
  (ledger) => queued(ledger).filter(({ gapMs }) => gapMs > 0),
  ({ nth, reply, gapMs }, { history }) => {
    const tooNear = callsOf(history.calls, 'replies.put').find(
      ({ nth: other, args: [{ budget, dueAt, inboundId }] }) =>
        other < nth &&
        !(inboundId === reply.inboundId && dueAt === reply.dueAt) &&
        budget === reply.budget &&
        hourOf(dueAt) === hourOf(reply.dueAt) &&
        Math.abs(dueAt - reply.dueAt) < gapMs,
    )
    return (
      tooNear &&
      `the replies to ${reply.inboundId} and ${tooNear.args[0].inboundId} are due less than ${gapMs} ms apart`
    )
  },
)

/** The replies that receive-sms booked into the hour that they were wanted in, whatever their delay was. */
const asWanted = (ledger: Ledger) =>
  queued(ledger).flatMap(({ at, reply, invocation, roundMs }) => {
    const { min, max } = ledger.history.config.replyDelayMs
    const [earliest, latest] = [invocation.startedAt + invocation.skewMs + min, at + invocation.skewMs + max]
    const isSure = [earliest, latest].every((wantedAt) => hourOf(wantedAt) === hourOf(reply.dueAt))
    const wasBooked = ledger.saves.some(
      (save) => save.invocation !== invocation && save.at <= at && save.after.replies.has(reply.inboundId),
    )
    return isSure && !wasBooked && invocation.functionName === 'receive-sms' ? [{ at, reply, latest, roundMs }] : []
  })

const dueInTurn = invariant(
  'I5 in turn',
  'A reply that receive-sms books into the hour in which its delay ends is due no later than the end of the longest possible delay, or the first due time of that hour if that is later, plus one round of slots (the hourly limit times the gap).',
  asWanted,
  ({ reply, latest, roundMs }) =>
    reply.dueAt > Math.max(latest, hourOf(reply.dueAt) + publishMarginMs) + roundMs
      ? `the reply to ${reply.inboundId} is due later than necessary`
      : undefined,
)

const notOverdue = invariant(
  'I7 overdue',
  'A reply is sent less than a day after it was due, and the time that an invocation takes.',
  ({ publishes }) => publishes,
  ({ at, inboundId, reply, call: { invocation } }) =>
    at + invocation.skewMs >= reply.dueAt + expireAfterMs + publishMarginMs
      ? `the reply to ${inboundId} was sent a day or more after it was due`
      : undefined,
)

const whileAnswerable = invariant(
  'I7 answerable',
  'A reply is sent before the deadline of its carrier, if the carrier accepts replies to a text only for a limited time.',
  ({ publishes }) => publishes,
  ({ at, inboundId }, { history }) => {
    const { answerBy = Number.POSITIVE_INFINITY } = history.texts.find((text) => text.inboundId === inboundId) ?? {}
    return at >= answerBy + clockMarginMs
      ? `the reply to ${inboundId} was sent after the deadline of its carrier`
      : undefined
  },
)

/** How much `answerBy` is earlier than the carrier's own deadline, to allow for clock skew and for AWS's delay. */
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
export const dueTimes: readonly Invariant[] = [
  notEarly,
  dueInTurn,
  keptApart,
  notOverdue,
  whileAnswerable,
  expiredInTime,
]

const byItsLine = invariant(
  'I4 line',
  'A reply is submitted from the line that received its text, through the carrier of that line.',
  ({ history }) => callsOf(history.calls, 'carrier.send').map((call) => ({ at: call.calledAt, call })),
  ({ call }, { history: { texts } }) => {
    const [by, { from, inboundId }] = call.args
    const to = texts.find((text) => text.inboundId === inboundId)?.to
    return by === to && from === lineOf(by)
      ? undefined
      : `${inboundId} came to the ${to} line, but its reply was submitted to ${by} from another line or carrier`
  },
)

/** What an invocation learnt about phones: whether each is online. */
const learnt = ({ calls }: Invocation) =>
  callsOf(calls, 'carrier.ask').flatMap(({ args: [carrier, line], fault, effects, endedAt }) => {
    const answer = effects.at(-1)?.answer
    return !hasPhone(carrier) || fault !== 'works' || endedAt === undefined || answer === undefined
      ? []
      : [{ line, at: endedAt, isThere: answer === 'somebody' }]
  })

const phoneWasThere = invariant(
  'phone: there',
  'A reply is submitted to a line with a phone only after the same invocation has learnt that the phone is online.',
  ({ history }) =>
    callsOf(history.calls, 'carrier.send').flatMap((call) =>
      hasPhone(call.args[0]) ? [{ at: call.calledAt, call }] : [],
    ),
  ({ at, call: { args, invocation } }) => {
    const [, { from, inboundId }] = args
    return learnt(invocation).some((phone) => phone.line === from && phone.isThere && phone.at <= at)
      ? undefined
      : `the reply to ${inboundId} was submitted to a line whose phone was not known to be online`
  },
)

/** Invocations that learnt that a phone is offline. */
export const missing = ({ history }: Ledger) =>
  history.invocations.flatMap((invocation) =>
    learnt(invocation).flatMap(({ at, isThere }) => (isThere ? [] : [{ at, invocation }])),
  )

const leftToWait = invariant(
  'phone: waits',
  'An invocation that learns that a phone is offline never claims the reply; when it returns, it has counted the offline phone once and leaves the message in the queue.',
  missing,
  ({ invocation: { messages, calls, counts, end } }) => {
    const inboundId = messages[0]?.inboundId
    if (callsOf(calls, 'claims.claim').length > 0)
      return `the reply to ${inboundId} was claimed while its phone was offline`
    if (end?.kind !== 'answered') return undefined
    if (end.done.length > 0) return `the reply to ${inboundId} was not left in the queue while its phone was offline`
    return counts.get('PhoneOffline') === 1
      ? undefined
      : `the offline phone of the reply to ${inboundId} was not counted exactly once`
  },
)

const waitingEnds = invariant(
  'phone: end',
  'A reply that waited for an offline phone gets an outcome, unless it becomes a dead letter, and is not sent twice.',
  missing,
  ({ invocation: { messages } }, { history, publishes }) => {
    const inboundId = messages[0]?.inboundId ?? ''
    if (publishes.filter((publish) => publish.inboundId === inboundId).length > 1)
      return `the reply to ${inboundId} was sent twice`
    const hasEnded = history.claims.get(inboundId)?.outcome !== undefined
    return hasEnded || history.deadLetters.some((letter) => letter.inboundId === inboundId)
      ? undefined
      : `the reply to ${inboundId} waited for its phone and has no outcome`
  },
)

/** A reply leaves from the line that was texted, and waits while the phone of that line is offline. */
export const phone: readonly Invariant[] = [phoneWasThere, byItsLine, leftToWait, waitingEnds]
