import { inboundBody } from '../functions/virtual-event.ts'
import type { History } from './history.ts'
import { createLambda } from './lambda.ts'
import { keyOf, type Schedule, type SenderName, senders } from './schedule.ts'
import { createWorld, line, type World } from './world.ts'

/** More than any schedule takes, unless something goes round in circles. */
const mostSteps = 200_000

/** Runs a schedule until nothing is left to do: every text sent, every fault over, both queues empty. */
export const run = async (schedule: Schedule): Promise<History> => {
  const world = createWorld(schedule)
  const lambda = createLambda(world)
  sendTexts(world)
  for (let step = 0; ; step++) {
    const [nextEvent, nextHandOut] = [world.timeline.nextAt(), lambda.nextAt()]
    if (Math.min(nextEvent, nextHandOut) === Number.POSITIVE_INFINITY) break
    if (step === mostSteps) {
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

const sendTexts = ({ schedule, timeline, history, queues, deliveryMs }: World): void => {
  let at = timeline.now()
  for (const [i, { gapMs, sender, words, copyAfterMs }] of schedule.texts.entries()) {
    at += gapMs
    const text = { inboundId: `text ${i + 1}`, sender, words, sentAt: at }
    history.texts.push(text)
    const body = inboundBody({ from: senders[sender], to: line, text: words, id: text.inboundId, sentAt: at })
    const put = () => queues['receive-sms'].put(body, deliveryMs())
    timeline.plan(at, put)
    if (copyAfterMs !== undefined) timeline.plan(at + copyAfterMs, put)
  }
}

/** What the stores hold in the end. */
const remember = async ({ history, stores }: World): Promise<void> => {
  for (const { inboundId } of history.texts) {
    const claim = await stores.claims.read(inboundId)
    if (claim !== undefined) history.claims.set(inboundId, claim)
  }
  for (const sender of Object.keys(senders) as SenderName[])
    history.senders.set(sender, (await stores.senders.load(keyOf(senders[sender]), 'consistent')).record)
}
