import type { CarrierAnswer } from '../../shared/ports.ts'
import { callsOf, carrierAnswerTo } from '../simulation/history.ts'
import { nameOf } from '../simulation/schedule.ts'
import { invariant, type Promised } from './invariant.ts'
import type { Ledger, Publish } from './ledger.ts'
import { recordAt } from './saves.ts'

const publishes = (ledger: Ledger): readonly Publish[] => ledger.publishes

const oneReplyPerText = invariant('I1', 'At most one reply is sent for a text.', publishes, ({ inboundId }, ledger) =>
  ledger.publishes.filter((publish) => publish.inboundId === inboundId).length > 1
    ? `more than one reply was sent for ${inboundId}`
    : undefined,
)

const triedOnce = invariant(
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

const reserved = invariant(
  'I4 reservation',
  'A reply is sent only if its sender’s record holds its reservation when it is submitted.',
  publishes,
  ({ inboundId, reply, call }, { saves }) =>
    recordAt(saves, nameOf(reply.senderKey), call.calledAt).replies.has(inboundId)
      ? undefined
      : `the reply to ${inboundId} was sent without a reservation`,
)

const claimed = invariant(
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

const handler = 'functions/send-reply/handler.ts'
const earlierDelivery = 'functions/receive-sms/earlier-delivery.ts'

/** A text gets at most one reply. It is reserved, claimed, and never submitted again if it may have been sent. */
export const oneReply: Promised = {
  invariants: [oneReplyPerText, triedOnce, reserved, claimed],
  mutants: [
    {
      name: 'no claim before sending',
      breaks: 'A reply is sent without being claimed, so every copy of it is sent.',
      edits: [
        {
          file: handler,
          find: 'const claim = await dispatcher.claims.claim(reply.inboundId, { token, claimedAt: dispatcher.now() })',
          replace: 'const claim = { token, claimedAt: dispatcher.now() }',
        },
      ],
      foundBy: ['I1', 'I4 claim'],
    },
    {
      name: 'uncertain send retried',
      breaks: 'A send whose result is unknown, for example because of a timeout, is retried at once.',
      edits: [
        {
          file: handler,
          find: '  const answer = await carrier.send({',
          replace:
            "  const send: typeof carrier.send = async (sms) => {\n    const first = await carrier.send(sms)\n    return first.kind === 'unknown' ? carrier.send(sms) : first\n  }\n  const answer = await send({",
        },
      ],
      foundBy: ['I1 tries', 'I1'],
    },
    {
      name: 'reservation taken back by a duplicate',
      breaks:
        'A redelivered text that finds no room takes back the reservation under which its reply may already be queued.',
      edits: [
        {
          file: earlierDelivery,
          find: 'import { decide }',
          replace: "import { withoutReservation } from '../../shared/rules/sender-record.ts'\nimport { decide }",
        },
        {
          file: earlierDelivery,
          find: 'import { believed, type Receiver, ',
          replace: 'import { believed, saveSender, type Receiver, ',
        },
        {
          file: earlierDelivery,
          find: '  await queueUnbooked(receiver, text, earlierReplies, now + config.replyDelayMs.max + hour)\n',
          replace: `  const stored = await loadSender(receiver, text.senderKey, 'consistent')
  await saveSender(receiver, text, stored, withoutReservation(stored.record, text.sms.inboundId))\n`,
        },
      ],
      foundBy: ['I4 reservation', 'I2', 'I5', 'limits: taken back'],
    },
    {
      name: 'cancelled reply sent',
      breaks: 'A reply that an operator has cancelled is sent.',
      edits: [
        {
          file: handler,
          find: 'claim.token === token ? publish',
          replace: 'claim.token === token || claim.uncounted ? publish',
        },
      ],
      foundBy: ['I4 claim', 'I7 honest'],
    },
  ],
}
