import type { InboundSms } from '../../shared/rules/inbound-sms.ts'
import { hasPhone } from '../virtual/ports.ts'
import { senderKeyOf } from '../virtual/stage.ts'
import { bodyOfTexts, tellsOfSeveral } from '../virtual/texts.ts'
import { textsIn } from './delivery.ts'
import { putForgeries } from './forgeries.ts'
import type { History, SentText } from './history.ts'
import { createLambda } from './lambda.ts'
import { planCancellations, planForgedNotes } from './operator.ts'
import { lineOf, type Schedule, type ScheduledText, type SenderName, senders } from './schedule.ts'
import { createWorld, type World } from './world.ts'

/** More steps than any schedule needs, unless it runs into an endless loop. */
const maxSteps = 200_000

/** Runs a schedule until nothing is left to do: all texts are sent, all faults are over, and both queues are empty. */
export const run = async (schedule: Schedule): Promise<History> => {
  const world = createWorld(schedule)
  const lambda = createLambda(world)
  sendTexts(world)
  planCancellations(world)
  planForgedNotes(world)
  putForgeries(world)
  for (let step = 0; ; step++) {
    const [nextEvent, nextHandOut] = [world.timeline.nextAt(), lambda.nextAt()]
    if (Math.min(nextEvent, nextHandOut) === Number.POSITIVE_INFINITY) break
    if (step === maxSteps) {
      world.history.neverEnded = true
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

/** Resolves when no microtask is left, so that every process waits for an event of the timeline. */
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
  const { sender, words, to: nth, keptMs = 0, shows } = scheduled
  const to = lines[nth % lines.length]
  if (to === undefined) throw new Error('The schedule has no line')
  const text = { inboundId, sender, to, words, sentAt, toldAt: sentAt, shows }
  return hasPhone(to)
    ? { ...text, toldAt: sentAt + Math.max(0, keptMs), receivedAt: sentAt - Math.min(0, keptMs) }
    : text
}

/** What a carrier with its own topic sets: the text's id, the time it was sent in whole seconds, and the deadline for a reply. */
const asTold = ({ to }: SentText, told: InboundSms | undefined): Partial<SentText> =>
  told === undefined || !tellsOfSeveral(to)
    ? {}
    : { inboundId: told.inboundId, sentAt: told.sentAt, answerBy: told.answerBy }

/** Groups texts into events. Texts that are sent at the same time to a line whose carrier has its own topic share an event. */
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
  if (first === undefined) throw new Error('An event must contain at least one text')
  const { to, toldAt, receivedAt } = first
  const told = texts.map((text) => ({ ...text, id: text.inboundId, from: senders[text.sender] }))
  return bodyOfTexts(to, lineOf(to), told, toldAt, receivedAt)
}

/** Records in the history what the stores hold at the end. */
const remember = async ({ history, stage: { stores } }: World): Promise<void> => {
  for (const { inboundId } of history.texts) {
    const claim = await stores.claims.read(inboundId)
    if (claim !== undefined) history.claims.set(inboundId, claim)
  }
  for (const sender of Object.keys(senders) as SenderName[])
    history.senders.set(sender, (await stores.senders.load(senderKeyOf(senders[sender]), 'consistent')).record)
}
