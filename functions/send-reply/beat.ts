import { beatGoodForMs } from '../../shared/rules/beat.ts'
import { carriers } from '../../shared/rules/carriers.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { type Ack, awaitTurn, type Delivery, deliveryOn, hide, isStillWanted, type LineDelivery } from './delivery.ts'
import { findRest } from './rest.ts'

/** Takes a beat the rest of its way: reads what a reply needs, and asks each line. Counts it if none objects. */
export const takeBeat = async (delivery: Delivery): Promise<Ack> => {
  const { reply, config, telemetry } = delivery
  const now = delivery.now()
  if (now < reply.dueAt) return hide(delivery, reply.dueAt - now)
  if (now - reply.dueAt > beatGoodForMs) return 'done'
  await isStillWanted(delivery)
  for (const [i, line] of config.lines.entries()) {
    if (line.beatTo === false) continue
    const onLine = deliveryOn(delivery, line, line.beatTo)
    await findRest(onLine)
    // As before a reply, a question to a line that is asked each time doesn't count as a request.
    const counts = carriers[line.carrier].notReady === undefined
    const hidden = counts ? await awaitTurn(onLine) : undefined
    if (hidden !== undefined) return hidden
    if (counts) onLine.pace.noteRequest()
    const reason = await objectionOf(onLine)
    if (reason !== undefined) {
      telemetry.log(logEvents.beatFailed, { line: i + 1, carrier: line.carrier, reason })
      return 'done'
    }
  }
  telemetry.count(metricNames.heartbeats)
  return 'done'
}

/** Asks whether the line would send now. Returns why not, or undefined if it would. */
const objectionOf = async ({ line, gateway, outbound }: LineDelivery): Promise<string | undefined> => {
  const presence = await gateway.ask(outbound)
  if (presence === 'somebody') return undefined
  if (typeof presence === 'object') return presence.refused
  return (presence === 'not ready' && carriers[line.carrier].notReady?.reason) || 'NO_ANSWER'
}
