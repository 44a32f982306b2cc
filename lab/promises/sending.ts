import { hourOf } from '../../shared/rules/calendar.ts'
import { hour, publishMarginMs } from '../../shared/rules/timing.ts'
import { callsOf, type Invocation } from '../simulation/history.ts'
import { lineOf } from '../simulation/schedule.ts'
import { hasPhone } from '../virtual/stage.ts'
import type { Ledger } from './ledger.ts'
import { invariant, type Promised } from './promise.ts'

const inItsHour = invariant(
  'I3 hour',
  'A reply is sent in the clock hour of its due time, in true time (without clock skew).',
  ({ publishes }) => publishes,
  ({ at, inboundId, reply }) =>
    at >= hourOf(reply.dueAt) && at < hourOf(reply.dueAt) + hour
      ? undefined
      : `the reply to ${inboundId} was sent outside the hour of its due time`,
)

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

/** Replies that were queued with a booking, and the gap that their budget requires between two replies. */
export const queued = ({ history: { calls, config } }: Ledger) =>
  callsOf(calls, 'replies.put').flatMap(({ args: [reply], calledAt: at, nth, invocation }) => {
    const { hour = 0, gapMs = 0 } = config.budgets[reply.budget] ?? {}
    return reply.dueAt === 0 ? [] : [{ at, nth, reply, invocation, gapMs, roundMs: hour * gapMs }]
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
      (save) => save.invocation !== invocation && save.at <= at && save.after.bookedFor.has(reply.inboundId),
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

const dueTime = 'shared/rules/calendar.ts'

/** A reply is sent in the hour of its due time, not before it, and apart from the others of its line. */
export const dueTimes: Promised = {
  invariants: [inItsHour, notEarly, dueInTurn, keptApart],
  mutants: [
    {
      name: 'late reply not rebooked',
      breaks: 'A reply whose booked hour is over is sent in a later hour without a new booking.',
      edits: [
        {
          file: 'functions/send-reply/handler.ts',
          find: 'if (isLate(reply.dueAt, now)) return',
          replace:
            'if (isLate(reply.dueAt, now) && (reply.dueAt === 0 || now >= reply.firstDueAt + 86_400_000)) return',
        },
      ],
      foundBy: ['I3 hour', 'I3'],
    },
    {
      name: 'minimum delay ignored',
      breaks: 'A reply may be due before the minimum delay has passed.',
      edits: [{ file: 'shared/rules/plan.ts', find: 'now + min + Math.floor', replace: 'now + Math.floor' }],
      foundBy: ['I5 not early'],
    },
    {
      name: 'first available slot skipped',
      breaks: 'A reply that waits for its slot is due a whole round of slots later than necessary.',
      edits: [
        {
          file: dueTime,
          find: 'Math.ceil((dueAt - firstTurn) / roundMs)',
          replace: 'Math.ceil((dueAt - firstTurn) / roundMs) + 1',
        },
      ],
      foundBy: ['I5 in turn', 'I4 once', 'I3 hour', 'I4 booking'],
    },
    {
      name: 'minimum gap ignored',
      breaks: 'Two replies of a SIM that are wanted at the same time are due at the same time.',
      edits: [{ file: dueTime, find: 'if (roundMs === 0) return dueAt', replace: 'if (roundMs >= 0) return dueAt' }],
      foundBy: ['I3 apart'],
    },
  ],
}

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
  callsOf(calls, 'carrier.isReady').flatMap(({ args: [line], fault, effects, endedAt }) => {
    const answer = effects.at(-1)?.answer
    return fault !== 'works' || endedAt === undefined || answer === undefined
      ? []
      : [{ line, at: endedAt, isThere: answer }]
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

const handler = 'functions/send-reply/handler.ts'
const ask = "  if (!(await isReady(dispatcher, gateway, reply))) return 'unfinished'\n"
const claim = '  const claim = await dispatcher.claims.claim(reply.inboundId, { token, claimedAt: dispatcher.now() })\n'

/** A reply leaves from the line that was texted, and waits while the phone of that line is offline. */
export const phone: Promised = {
  invariants: [phoneWasThere, byItsLine, leftToWait, waitingEnds],
  mutants: [
    {
      name: 'phone check skipped',
      breaks: 'A reply is given to its line even if the line’s phone is offline.',
      edits: [{ file: handler, find: ask, replace: '' }],
      foundBy: ['phone: there'],
    },
    {
      name: 'wrong carrier used',
      breaks: 'A reply is sent through a carrier other than the one its line belongs to.',
      edits: [
        {
          file: handler,
          find: 'const gateway = gateways[carrier]',
          replace: 'const gateway = Object.values(gateways).find((other) => other !== gateways[carrier])',
        },
      ],
      foundBy: ['I4 line', 'phone: there'],
    },
    {
      name: 'phone check after the claim',
      breaks: 'A reply is claimed before its phone turns out to be offline, so it stays claimed and ends as uncertain.',
      edits: [
        { file: handler, find: ask, replace: '' },
        { file: handler, find: claim, replace: `${claim}${ask}` },
      ],
      foundBy: ['phone: waits', 'I7 uncertain'],
    },
  ],
}
