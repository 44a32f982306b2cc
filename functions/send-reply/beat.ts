import { beatIdOf, beatRetryMs } from '../../shared/rules/beat.ts'
import { carriers } from '../../shared/rules/carriers.ts'
import { lineOf } from '../../shared/rules/config.ts'
import { expiryOf } from '../../shared/rules/queued-reply.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import {
  type Ack,
  askLine,
  asksEachTime,
  type Delivery,
  deliveryOn,
  hide,
  hideAsLongAgain,
  isStillWanted,
  keepPace,
} from './delivery.ts'

/**
 * Takes a beat through the steps of a reply, but for the sending; besides, it asks whether the line hears what comes to
 * it. Whoever finds every line's claim of the hour counts a heartbeat, and tells the watch elsewhere. A process that
 * died may have claimed, so a copy counts, too: once an hour or twice, no line makes up for another.
 */
export const takeBeat = async (delivery: Delivery): Promise<Ack> => {
  const { reply, config, claims, newToken, telemetry } = delivery
  const now = delivery.now()
  if (now < reply.dueAt) return hide(delivery, reply.dueAt - now)
  const line = lineOf(config, reply.line)
  if (now >= expiryOf(reply) || line === undefined) return 'done'
  await hide(delivery, beatRetryMs)
  // What a line owes is read as for a reply, and holds no beat. Another beat may have taken the place of this one.
  const [isWanted] = await Promise.all([isStillWanted(delivery), delivery.debts.read(line.number)])
  if (!isWanted) return 'done'
  const onLine = deliveryOn(delivery, line, line.beatTo || undefined)
  if (line.beatTo !== false) {
    const hidden = asksEachTime(line) ? undefined : await keepPace(onLine)
    if (hidden !== undefined) return hidden
    const taken = await askLine(onLine)
    const presence = taken === 'somebody' ? ((await onLine.gateway.hears?.(line.number)) ?? taken) : taken
    if (presence !== 'somebody') {
      const why = presence === 'not ready' ? carriers[line.carrier].notReady?.reason : undefined
      const reason = (typeof presence === 'object' ? presence.refused : why) ?? 'NO_ANSWER'
      telemetry.log(logEvents.beatFailed, { line: config.lines.indexOf(line) + 1, carrier: line.carrier, reason })
      return hideAsLongAgain(onLine)
    }
  }
  await claims.claim(reply.inboundId, { token: newToken(), claimedAt: delivery.now() })
  if (!(await haveAllClaimed(delivery))) return 'done'
  telemetry.count(metricNames.heartbeats)
  if (config.heartbeatUrl !== undefined) await delivery.askInPassing(config.heartbeatUrl)
  return 'done'
}

/** Whether each line has its claim of the hour. The last of those that claim at once sees all: reads are consistent. */
const haveAllClaimed = async ({ reply, config, claims }: Delivery): Promise<boolean> => {
  const all = await Promise.all(config.lines.map(({ number }) => claims.read(beatIdOf(reply.sentAt, number))))
  return all.every((claim) => claim !== undefined)
}
