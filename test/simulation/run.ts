import type { InboundSms } from '../../shared/rules/inbound-sms.ts'
import { hasPhone } from '../virtual/ports.ts'
import { senderKeyOf } from '../virtual/stage.ts'
import { bodyOfTexts, tellsOfSeveral } from '../virtual/texts.ts'
import { textsIn } from './delivery.ts'
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
  const sent = schedule.texts.map((scheduled, i) => {
    at += scheduled.gapMs
    return { ...sentText(schedule, `text-${i + 1}`, scheduled, at), copyAfterMs: scheduled.copyAfterMs }
  })
  for (const texts of inEvents(sent)) {
    const [{ toldAt, copyAfterMs } = { toldAt: at }] = texts
    const body = bodyOf(texts)
    const told = textsIn(body)
    for (const [i, text] of texts.entries()) history.texts.push({ ...text, ...asTold(text, told[i]) })
    const put = () => void queues['receive-sms'].put(body, deliveryMs())
    timeline.plan(toldAt, put)
    if (copyAfterMs !== undefined) timeline.plan(toldAt + copyAfterMs, put)
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

/** A carrier with a topic of its own gives a text an id of its own, and tells the second in which it was sent. */
const asTold = ({ to }: SentText, told: InboundSms | undefined): Partial<SentText> =>
  told === undefined || !tellsOfSeveral(to)
    ? {}
    : { inboundId: told.inboundId, sentAt: told.sentAt, answerBy: told.answerBy }

/** Texts that are told of together: those that come at once to a line whose carrier has a topic of its own. */
const inEvents = <Text extends SentText>(texts: readonly Text[]): readonly (readonly Text[])[] => {
  const events: Text[][] = []
  for (const text of texts) {
    const last = events.at(-1)
    const isTogether = last?.[0]?.to === text.to && last[0].sentAt === text.sentAt && tellsOfSeveral(text.to)
    if (isTogether) last?.push(text)
    else events.push([text])
  }
  return events
}

const bodyOf = (texts: readonly SentText[]): string => {
  const [first] = texts
  if (first === undefined) throw new Error('An event tells of something')
  const { to, toldAt, receivedAt } = first
  const told = texts.map((text) => ({ ...text, id: text.inboundId, from: senders[text.sender] }))
  return bodyOfTexts(to, lineOf(to), told, toldAt, receivedAt)
}

/** What the stores hold in the end. */
const remember = async ({ history, stage: { stores } }: World): Promise<void> => {
  for (const { inboundId } of history.texts) {
    const claim = await stores.claims.read(inboundId)
    if (claim !== undefined) history.claims.set(inboundId, claim)
  }
  for (const sender of Object.keys(senders) as SenderName[])
    history.senders.set(sender, (await stores.senders.load(senderKeyOf(senders[sender]), 'consistent')).record)
}
