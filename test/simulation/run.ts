import { inboundBody } from '../virtual/messages.ts'
import { hasPhone } from '../virtual/ports.ts'
import { senderKeyOf } from '../virtual/stage.ts'
import { putForgeries } from './forgeries.ts'
import type { History, SentText } from './history.ts'
import { createLambda } from './lambda.ts'
import { planCancellations } from './operator.ts'
import { lineOf, type Schedule, type ScheduledText, type SenderName, senders } from './schedule.ts'
import { createWorld, type World } from './world.ts'

/** More than any schedule takes, unless something goes round in circles. */
const maxSteps = 200_000

/** Runs a schedule until nothing is left to do: every text sent, every fault over, both queues empty. */
export const run = async (schedule: Schedule): Promise<History> => {
  const world = createWorld(schedule)
  const lambda = createLambda(world)
  sendTexts(world)
  planCancellations(world)
  putForgeries(world)
  for (let step = 0; ; step++) {
    const [nextEvent, nextHandOut] = [world.timeline.nextAt(), lambda.nextAt()]
    if (Math.min(nextEvent, nextHandOut) === Number.POSITIVE_INFINITY) break
    if (step === maxSteps) {
      world.history.restless = true
      break
    }
    if (nextHandOut < nextEvent) {
      world.timeline.moveTo(nextHandOut)
      lambda.handOut()
    } else world.timeline.step()
    await processesWait()
  }
  await remember(world)
  return world.history
}

/** Until every process waits for something that only the timeline can bring: no microtask is left. */
const processesWait = () => new Promise(setImmediate)

const sendTexts = ({ schedule, timeline, history, stage: { queues }, deliveryMs }: World): void => {
  let at = timeline.now()
  for (const [i, scheduled] of schedule.texts.entries()) {
    at += scheduled.gapMs
    const text = sentText(schedule, `text-${i + 1}`, scheduled, at)
    history.texts.push(text)
    const body = bodyOf(text)
    const put = () => void queues['receive-sms'].put(body, deliveryMs())
    timeline.plan(text.toldAt, put)
    if (scheduled.copyAfterMs !== undefined) timeline.plan(text.toldAt + scheduled.copyAfterMs, put)
  }
}

const sentText = ({ lines }: Schedule, inboundId: string, scheduled: ScheduledText, sentAt: number): SentText => {
  const { sender, words, to: nth, keptMs = 0 } = scheduled
  const to = lines[nth % lines.length]
  if (to === undefined) throw new Error('There is no line to text to')
  const text = { inboundId, sender, to, words, sentAt, toldAt: sentAt }
  return hasPhone(to)
    ? { ...text, toldAt: sentAt + Math.max(0, keptMs), receivedAt: sentAt - Math.min(0, keptMs) }
    : text
}

const bodyOf = ({ inboundId, sender, to, words, toldAt, receivedAt }: SentText): string =>
  inboundBody({ from: senders[sender], to: lineOf(to), text: words, id: inboundId, sentAt: toldAt, receivedAt })

/** What the stores hold in the end. */
const remember = async ({ history, stage: { stores } }: World): Promise<void> => {
  for (const { inboundId } of history.texts) {
    const claim = await stores.claims.read(inboundId)
    if (claim !== undefined) history.claims.set(inboundId, claim)
  }
  for (const sender of Object.keys(senders) as SenderName[])
    history.senders.set(sender, (await stores.senders.load(senderKeyOf(senders[sender]), 'consistent')).record)
}
