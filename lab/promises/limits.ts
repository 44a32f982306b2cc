import type { SendResult } from '../../shared/ports.ts'
import { callsOf, carrierAnswerTo } from '../simulation/history.ts'
import { nameOf } from '../simulation/schedule.ts'
import { type Ledger, type Publish, type Reservation, recordAt } from './ledger.ts'
import { invariant, type Promised } from './promise.ts'

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

const refusesForNow = (answer: SendResult['kind'] | undefined): boolean =>
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
          find: '  const result = await gateway.send(outboundSms(dispatcher, reply))\n',
          replace: `  const first = await gateway.send(outboundSms(dispatcher, reply))
  const result = first.kind === 'unknown' ? await gateway.send(outboundSms(dispatcher, reply)) : first\n`,
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
          find: 'import { believed, bookReply, ',
          replace: "import { saveSender } from '../../shared/load-sender.ts'\nimport { believed, bookReply, ",
        },
        {
          file: earlierDelivery,
          find: '  await queueUnbooked(receiver, text, earlierReplies, now + config.replyDelayMs.max + hour)\n',
          replace: `  const stored = await loadSender(receiver, text.senderKey, 'consistent')
  await saveSender(receiver, stored, withoutReservation(stored.record, text.sms.inboundId), text.now)\n`,
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
          find: 'if (claim.token !== token) return',
          replace: 'if (claim.token !== token && !claim.uncounted) return',
        },
      ],
      foundBy: ['I4 claim', 'I7 honest'],
    },
  ],
}

/** The reservations that count against the limits: all except those that were taken back without a reply being sent. */
const counting = ({ reservations, publishes }: Ledger): readonly Reservation[] =>
  reservations.filter(
    ({ inboundId, at, takenBackAt }) =>
      takenBackAt === Number.POSITIVE_INFINITY ||
      publishes.some((publish) => publish.inboundId === inboundId && publish.at >= at && publish.at <= takenBackAt),
  )

const rarelyAnswered = invariant(
  'I2',
  'In any time window as long as that of a limit, a sender has at most as many reservations as the limit allows, by their recorded times; a reservation that was taken back counts only if its reply had been sent.',
  counting,
  ({ sender, inboundId, recordedAt }, ledger) => {
    const times = counting(ledger)
      .filter((other) => other.sender === sender && other.recordedAt <= recordedAt)
      .map((other) => other.recordedAt)
    const broken = ledger.history.config.limits.find(
      ({ replies, perMs }) => times.filter((time) => recordedAt - time < perMs).length > replies,
    )
    return broken && `the reservation for ${inboundId} exceeds the limit of ${sender} for ${broken.perMs} ms`
  },
)

const takenBackUnused = invariant(
  'limits: taken back',
  'A reservation is taken back only by the invocation that made it, and its reply is not sent, unless it is reserved again first.',
  ({ reservations }) => reservations.filter(({ takenBackBy }) => takenBackBy !== undefined),
  ({ inboundId, at, madeBy, takenBackAt, takenBackBy }, { publishes, reservations }) => {
    if (madeBy !== takenBackBy)
      return `the reservation for ${inboundId} was taken back by another invocation, in ${takenBackBy?.process}`
    const madeAgainAt = reservations.find((other) => other.inboundId === inboundId && other.at > takenBackAt)?.at
    const sent = publishes.some(
      (publish) =>
        publish.inboundId === inboundId && publish.at > at && publish.at < (madeAgainAt ?? Number.POSITIVE_INFINITY),
    )
    return sent ? `the reservation for ${inboundId} was taken back, but its reply was sent` : undefined
  },
)

/** A sender gets no more replies than the limits allow. */
export const limits: Promised = {
  invariants: [rarelyAnswered, takenBackUnused],
  mutants: [
    {
      name: 'future reservation ignored by the limits',
      breaks:
        'A reservation dated in the future by another process’s fast clock counts as old, so the limit allows one reply too many.',
      edits: [
        {
          file: 'shared/rules/throttle.ts',
          find: 'now - nthNewest >= perMs',
          replace: 'nthNewest > now || now - nthNewest >= perMs',
        },
      ],
      foundBy: ['I2'],
    },
  ],
}
