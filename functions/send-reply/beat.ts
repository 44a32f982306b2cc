import { carriers } from '../../shared/rules/carriers.ts'
import { lineOf } from '../../shared/rules/config.ts'
import { expiryOf } from '../../shared/rules/queued-reply.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import {
  type Ack,
  askLine,
  asksEachTime,
  awaitTurn,
  type Delivery,
  deliveryOn,
  hide,
  hideAsLongAgain,
  isStillWanted,
  type LineDelivery,
} from './delivery.ts'

/** Takes a beat as far as a reply goes without being sent. Who claims it counts it, so one that comes twice counts once. */
export const takeBeat = async (delivery: Delivery): Promise<Ack> => {
  const { reply, config, claims, newToken, telemetry } = delivery
  const now = delivery.now()
  if (now < reply.dueAt) return hide(delivery, reply.dueAt - now)
  const line = lineOf(config, reply.line)
  if (now >= expiryOf(reply) || line === undefined) return 'done'
  const onLine = deliveryOn(delivery, line, line.beatTo || undefined)
  if (line.beatTo !== false) {
    const hidden = asksEachTime(line) ? undefined : await awaitTurn(onLine)
    if (hidden !== undefined) return hidden
    const reason = await objectionOf(onLine)
    if (reason !== undefined) {
      telemetry.log(logEvents.beatFailed, { line: config.lines.indexOf(line) + 1, carrier: line.carrier, reason })
      return hideAsLongAgain(onLine)
    }
  }
  const [isWanted] = await Promise.all([isStillWanted(delivery), delivery.debts.read(line.number)])
  const token = newToken()
  const claim = await claims.claim(reply.inboundId, { token, claimedAt: delivery.now() })
  if (isWanted && claim.token === token) telemetry.count(metricNames.heartbeats)
  return 'done'
}

/** Asks whether the line would send now. Returns why not, or undefined if it would. */
const objectionOf = async (delivery: LineDelivery): Promise<string | undefined> => {
  const presence = await askLine(delivery)
  if (presence === 'somebody') return undefined
  if (typeof presence === 'object') return presence.refused
  return (presence === 'not ready' && carriers[delivery.line.carrier].notReady?.reason) || 'NO_ANSWER'
}
