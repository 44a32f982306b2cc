import { callsOf, type Invocation } from '../simulation/history.ts'
import { lineOf } from '../simulation/schedule.ts'
import { hasPhone } from '../virtual/ports.ts'
import { invariant, type Promised } from './invariant.ts'
import type { Ledger } from './ledger.ts'

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
