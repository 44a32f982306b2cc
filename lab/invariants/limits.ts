import type { SendResult } from '../../shared/ports.ts'
import { day, expireAfterMs, publishMarginMs } from '../../shared/rules/timing.ts'
import { callsOf, carrierAnswerTo } from '../simulation/history.ts'
import { nameOf } from '../simulation/schedule.ts'
import { invariant } from './invariant.ts'

const oneReplyPerText = invariant(
  'I1',
  'At most one reply is sent for a text.',
  ({ publishes }) => publishes,
  ({ inboundId }, ledger) =>
    ledger.publishes.filter((publish) => publish.inboundId === inboundId).length > 1
      ? `more than one reply was sent for ${inboundId}`
      : undefined,
)

const triedOnce = invariant(
  'I1 tries',
  'A reply is submitted to the carrier again only if the carrier refused every earlier attempt for now, so that nothing was sent.',
  ({ attempts }) => attempts,
  ({ inboundId, call: { nth } }, { attempts }) => {
    const before = attempts.filter(({ call, ...earlier }) => call.nth < nth && earlier.inboundId === inboundId)
    return before.every(({ call }) => refusesForNow(carrierAnswerTo(call)))
      ? undefined
      : `the reply to ${inboundId} was submitted again, though an earlier attempt may have sent it`
  },
)

const refusesForNow = (answer: SendResult['kind'] | undefined): boolean =>
  answer === 'throttled' || answer === 'retryable' || answer === 'refused'

const claimed = invariant(
  'I4 claim',
  'A reply is sent only by an invocation that holds its own claim on the reply, neither settled nor released, when it submits the reply.',
  ({ publishes }) => publishes,
  ({ inboundId, call }, { history, claimings }) => {
    const { invocation, calledAt } = call
    const own = claimings.findLast(
      (one) => one.inboundId === inboundId && one.call.invocation === invocation && one.at <= calledAt,
    )
    if (own === undefined) return `the reply to ${inboundId} was sent by an invocation that had not claimed it`
    const ended = [...callsOf(history.calls, 'claims.settle'), ...callsOf(history.calls, 'claims.release')].some(
      ({ args, effects }) =>
        args[0] === inboundId &&
        args[1] === own.claim.token &&
        effects.some(({ at, answer }) => at >= own.at && at <= calledAt && answer !== false),
    )
    return ended ? `the reply to ${inboundId} was sent under a claim that was already settled or released` : undefined
  },
)

/** A text gets at most one reply. It is claimed, and never submitted again if it may have been sent. */
export const oneReply = [oneReplyPerText, triedOnce, claimed]

/** A sender gets no more replies than the limits allow. */
export const limits = invariant(
  'I2',
  'In any time window as long as that of a limit, a carrier accepts at most as many replies to a sender as the limit allows, up to 22 seconds that an attempt may take. A window of more than three days may be a day shorter, since its limit counts from due times.',
  ({ publishes }) => publishes,
  ({ at, inboundId, reply }, { publishes, history }) => {
    const before = publishes.flatMap((other) =>
      nameOf(other.reply.senderKey) === nameOf(reply.senderKey) && other.at <= at ? [at - other.at] : [],
    )
    const broken = history.config.limits.find(
      ({ replies, perMs }) => before.filter((agoMs) => agoMs < perMs - toleranceOf(perMs)).length > replies,
    )
    return broken && `the reply to ${inboundId} exceeds the limit of its sender for ${broken.perMs} ms`
  },
)

const toleranceOf = (perMs: number): number => publishMarginMs + (perMs > 3 * day ? expireAfterMs : 0)
