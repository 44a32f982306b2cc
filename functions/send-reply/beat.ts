import { beatGoodForMs } from '../../shared/rules/beat.ts'
import { carriers } from '../../shared/rules/carriers.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import {
  type Ack,
  askLine,
  asksEachTime,
  awaitTurn,
  type Delivery,
  deliveryOn,
  hide,
  isStillWanted,
  type LineDelivery,
} from './delivery.ts'

/** Takes a beat to one line, and from there to the next: it is counted after the last one, if none has objected. */
export const takeBeat = async (delivery: Delivery): Promise<Ack> => {
  const { reply, config, replies, telemetry } = delivery
  const now = delivery.now()
  if (now < reply.dueAt) return hide(delivery, reply.dueAt - now)
  if (now - reply.dueAt > beatGoodForMs) return 'done'
  // What is read before a reply leaves, so that a table which can't be read stops a beat, too.
  await isStillWanted(delivery)
  const asked = config.lines.filter(({ beatTo }) => beatTo !== false)
  // A beat comes from receive-sms with the first line, which may be one that isn't asked.
  const at = Math.max(
    0,
    asked.findIndex(({ number }) => number === reply.line),
  )
  const [line, next] = asked.slice(at)
  if (line !== undefined) {
    const onLine = deliveryOn(delivery, line, line.beatTo || undefined)
    await delivery.debts.read(line.number)
    const hidden = asksEachTime(line) ? undefined : await awaitTurn(onLine)
    if (hidden !== undefined) return hidden
    const reason = await objectionOf(onLine)
    if (reason !== undefined) {
      telemetry.log(logEvents.beatFailed, { line: config.lines.indexOf(line) + 1, carrier: line.carrier, reason })
      return 'done'
    }
  }
  if (next !== undefined) await replies.put({ ...reply, line: next.number })
  else telemetry.count(metricNames.heartbeats)
  return 'done'
}

/** Asks whether the line would send now. Returns why not, or undefined if it would. */
const objectionOf = async (delivery: LineDelivery): Promise<string | undefined> => {
  const presence = await askLine(delivery)
  if (presence === 'somebody') return undefined
  if (typeof presence === 'object') return presence.refused
  return (presence === 'not ready' && carriers[delivery.line.carrier].notReady?.reason) || 'NO_ANSWER'
}
