import { minute, second, sendReplyProcesses } from '../../shared/rules/timing.ts'
import { type AnyCall, type CallOf, callsOf, carrierAnswerTo, type Invocation } from '../simulation/history.ts'
import { lineOf } from '../simulation/schedule.ts'
import { hasPhone } from '../virtual/stage.ts'
import { knownOf, routeIn } from './circuit.ts'
import type { Ledger } from './ledger.ts'
import { invariant, type Promised } from './promise.ts'

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
const ask = "  if (!(await isPhoneThere(dispatcher, reply))) return 'unfinished'\n"
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
          file: 'functions/send-reply/carrier-by-line.ts',
          find: 'carriers[carrierOf(config, line)]',
          replace: 'Object.values(carriers).find((other) => other !== carriers[carrierOf(config, line)])',
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

/** Every attempt to send, and the attempt of the same process through the same carrier before it. */
const attempts = ({ history }: Ledger) => {
  const last = new Map<string, CallOf<'carrier.send'>>()
  return callsOf(history.calls, 'carrier.send').map((call) => {
    const key = `${call.invocation.process} ${call.args[0]}`
    const before = last.get(key)
    last.set(key, call)
    return { at: call.calledAt, call, before }
  })
}

const spaced = invariant(
  'pace: spaced',
  'A process attempts to send through a carrier no sooner than the carrier’s interval, times the number of processes, after its last attempt, unless the carrier refused that for its rate.',
  attempts,
  ({ call, before }, { history: { config } }) => {
    if (before === undefined || carrierAnswerTo(before) === 'throttled') return undefined
    const leastMs = sendReplyProcesses * (config.sendIntervalMs?.[call.args[0]] ?? 0)
    return call.calledAt - before.calledAt < leastMs
      ? `${call.invocation.process} attempted twice within ${leastMs} ms`
      : undefined
  },
)

/** Attempts that the carrier refused for its rate, in invocations without any other fault. */
const throttled = ({ history }: Ledger) =>
  callsOf(history.calls, 'carrier.send').flatMap((call) => {
    const { invocation } = call
    const isPlain = (other: AnyCall) => other === call || other.fault === 'works'
    return carrierAnswerTo(call) === 'throttled' &&
      invocation.end?.kind === 'answered' &&
      invocation.calls.every(isPlain)
      ? [{ at: invocation.end.at, call }]
      : []
  })

/** Whether the carrier has refused all attempts of the process for ten minutes. */
const isStarved = ({ invocation, nth, args, calledAt }: CallOf<'carrier.send'>, { history }: Ledger): boolean => {
  const before = callsOf(history.calls, 'carrier.send').filter(
    (other) => other.invocation.process === invocation.process && other.args[0] === args[0] && other.nth < nth,
  )
  const since = before.findLastIndex((other) => carrierAnswerTo(other) === 'accepted')
  const [first] = before.slice(since + 1).filter((other) => carrierAnswerTo(other) === 'throttled')
  return first !== undefined && calledAt - first.calledAt >= 10 * minute - second
}

const heldBriefly = invariant(
  'pace: held',
  'A reply that the carrier refuses for its rate is released and hidden for 2 to 60 seconds; no refusal by a line is counted and no circuit breaker opens, unless the process has had nothing but such refusals for ten minutes, or knows that the breaker is open.',
  throttled,
  ({ call }, ledger) => {
    const { invocation } = call
    if (isStarved(call, ledger)) return undefined
    if (knownOf(routeIn(invocation), call, ledger.history)?.open !== undefined) return undefined
    const inboundId = invocation.messages[0]?.inboundId
    const [hidden] = callsOf(invocation.calls, 'replies.hold')
    if (hidden === undefined || hidden.args[1] < 2 * second || hidden.args[1] > 60 * second)
      return `the reply to ${inboundId}, refused for the rate, was not hidden for 2 to 60 seconds`
    return callsOf(invocation.calls, 'circuits.refused').length > 0 || invocation.counts.has('LineRefused')
      ? `a refusal for the rate counted as a refusal by the line of the reply to ${inboundId}`
      : undefined
  },
)

/** A process sends no faster than its carrier accepts, and waits briefly if it is refused for its rate. */
export const pace: Promised = {
  invariants: [spaced, heldBriefly],
  mutants: [
    {
      name: 'no pace',
      breaks: 'A process sends as fast as it can, and the carrier refuses most of it for its rate.',
      edits: [
        {
          file: handler,
          find: '  await dispatcher.pace.turn(carrierOf(dispatcher.config, reply.line))\n',
          replace: '',
        },
      ],
      foundBy: ['pace: spaced'],
    },
    {
      name: 'throttle taken for an outage',
      breaks:
        'A reply that the carrier refuses for its rate opens the circuit breaker, so a backlog is sent one probe at a time.',
      edits: [
        {
          file: handler,
          find: '  if (isStarved || ',
          replace: '  if (isStarved || holdMs > 0 || ',
        },
      ],
      foundBy: ['pace: held'],
    },
  ],
}
