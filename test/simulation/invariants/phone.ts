import { hasPhone } from '../../virtual/ports.ts'
import { callsOf, type Invocation } from '../history.ts'
import { lineOf } from '../schedule.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

export const byItsLine = invariant(
  'I4 line',
  'a reply leaves from the line that its text came to, by the carrier of that line',
  ({ history }) => callsOf(history.calls, 'carrier.send').map((call) => ({ at: call.calledAt, call })),
  ({ call }, { history: { texts } }) => {
    const [by, { from, inboundId }] = call.args
    const to = texts.find((text) => text.inboundId === inboundId)?.to
    return by === to && from === lineOf(by) ? undefined : `${inboundId} came to the ${to} line, and was sent by ${by}`
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

export const phoneWasThere = invariant(
  'phone: there',
  'nothing is submitted to a line with a phone unless the same invocation has learnt before that its phone is there',
  ({ history }) =>
    callsOf(history.calls, 'carrier.send').flatMap((call) =>
      hasPhone(call.args[0]) ? [{ at: call.calledAt, call }] : [],
    ),
  ({ at, call: { args, invocation } }) => {
    const [, { from, inboundId }] = args
    return learnt(invocation).some((phone) => phone.line === from && phone.isThere && phone.at <= at)
      ? undefined
      : `${inboundId} was submitted to a line whose phone may not be there`
  },
)

/** Invocations that learnt that a phone is offline. */
export const missing = ({ history }: Ledger) =>
  history.invocations.flatMap((invocation) =>
    learnt(invocation).flatMap(({ at, isThere }) => (isThere ? [] : [{ at, invocation }])),
  )

export const leftToWait = invariant(
  'phone: waits',
  'whoever learns that a phone is not there counts it, and neither claims the reply nor is done with it',
  missing,
  ({ invocation: { messages, calls, counts, end } }) => {
    const inboundId = messages[0]?.inboundId
    if (callsOf(calls, 'claims.claim').length > 0) return `${inboundId} was claimed while its phone was missing`
    if (end?.kind !== 'answered') return undefined
    if (end.done.length > 0) return `${inboundId} did not wait for its phone`
    return counts.get('PhoneOffline') === 1 ? undefined : `that ${inboundId} waits for its phone was not counted`
  },
)

export const waitingEnds = invariant(
  'phone: end',
  'a reply that has waited for its phone ends like any other, unless SQS gave it up, and is not sent twice',
  missing,
  ({ invocation: { messages } }, { history, publishes }) => {
    const inboundId = messages[0]?.inboundId ?? ''
    if (publishes.filter((publish) => publish.inboundId === inboundId).length > 1) return `${inboundId} was sent twice`
    const hasEnded = history.claims.get(inboundId)?.outcome !== undefined
    return hasEnded || history.deadLetters.some((letter) => letter.inboundId === inboundId)
      ? undefined
      : `${inboundId} waited, and has no outcome`
  },
)
