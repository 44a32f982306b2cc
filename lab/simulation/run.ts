import { createSignReply } from '../../shared/adapters/signatures.ts'
import type { InboundText } from '../../shared/rules/inbound-text.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import { beatBody, bodyOfTexts, hasOwnTopic, senderKeyOf } from '../virtual/messages.ts'
import { hasPhone } from '../virtual/stage.ts'
import type { History, SentText } from './history.ts'
import { createLambda, textsIn } from './lambda.ts'
import { type Forgery, lineOf, type Schedule, type ScheduledText, senders } from './schedule.ts'
import { createWorld, type World } from './world.ts'

/** More steps than any schedule needs, unless it runs into an endless loop. */
const maxSteps = 200_000

/** Until all texts are sent, all faults are over, and both queues are empty. */
export const run = async (schedule: Schedule): Promise<History> => {
  const world = createWorld(schedule)
  const lambda = createLambda(world)
  sendTexts(world)
  planBeats(world)
  putForgeries(world)
  for (let step = 0; ; step++) {
    const [nextEvent, nextHandOut] = [world.timeline.nextAt(), lambda.nextAt()]
    if (Math.min(nextEvent, nextHandOut) === Number.POSITIVE_INFINITY) break
    if (step === maxSteps) {
      world.history.neverEnded = true
      break
    }
    if (nextHandOut < nextEvent) world.timeline.plan(nextHandOut, lambda.deliver)
    world.timeline.step()
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
    at += scheduled.sinceMs
    return { ...sentText(schedule, `text-${i + 1}`, scheduled, at), copyAfterMs: scheduled.copyAfterMs }
  })
  for (const texts of inEvents(sent)) {
    const [{ queuedAt, copyAfterMs } = { queuedAt: at }] = texts
    const body = bodyOf(texts)
    const inbound = textsIn(body)
    for (const [i, text] of texts.entries()) history.texts.push({ ...text, ...asQueued(text, inbound[i]) })
    const put = () => void queues['receive-sms'].put(body, deliveryMs())
    timeline.plan(queuedAt, put)
    if (copyAfterMs !== undefined) timeline.plan(queuedAt + copyAfterMs, put)
  }
}

const sentText = ({ lines }: Schedule, inboundId: string, scheduled: ScheduledText, sentAt: number): SentText => {
  const { sender, words, to: nth, keptMs = 0 } = scheduled
  const to = lines[nth % lines.length]
  if (to === undefined) throw new Error('The schedule has no line')
  const text = { inboundId, sender, to, words, sentAt, queuedAt: sentAt }
  return hasPhone(to)
    ? { ...text, queuedAt: sentAt + Math.max(0, keptMs), receivedAt: sentAt - Math.min(0, keptMs) }
    : text
}

/** What a carrier with its own topic sets: id, whole seconds, and the deadline for a reply. */
const asQueued = ({ to }: SentText, inbound: InboundText | undefined): Partial<SentText> =>
  inbound === undefined || !hasOwnTopic(to)
    ? {}
    : { inboundId: inbound.inboundId, sentAt: inbound.sentAt, answerBy: inbound.answerBy }

/** Texts at the same time to one line share an event, if its carrier has its own topic. */
const inEvents = <Text extends SentText>(texts: readonly Text[]): readonly (readonly Text[])[] => {
  const events: Text[][] = []
  for (const text of texts) {
    const last = events.at(-1)
    const isTogether = last?.[0]?.to === text.to && last[0].sentAt === text.sentAt && hasOwnTopic(text.to)
    if (isTogether) last?.push(text)
    else events.push([text])
  }
  return events
}

const bodyOf = (texts: readonly SentText[]): string => {
  const [first] = texts
  if (first === undefined) throw new Error('An event must contain at least one text')
  const { to, queuedAt, receivedAt } = first
  const inbound = texts.map((text) => ({ ...text, id: text.inboundId, from: senders[text.sender] }))
  return bodyOfTexts(to, lineOf(to), inbound, queuedAt, receivedAt)
}

const remember = async ({ history, stage: { stores } }: World): Promise<void> => {
  for (const { inboundId } of history.texts) {
    const claim = await stores.claims.read(inboundId)
    if (claim !== undefined) history.claims.set(inboundId, claim)
  }
}

const planBeats = ({ schedule, timeline, stage: { queues }, deliveryMs }: World): void => {
  for (const afterMs of schedule.beatsAfterMs)
    timeline.plan(
      timeline.now() + afterMs,
      () => void queues['receive-sms'].put(beatBody(timeline.now()), deliveryMs()),
    )
}

/** Somebody who can read and write the replies queue puts a copy of a waiting message there, mostly altered. */
const putForgeries = ({ schedule, timeline, choose, stage: { queues }, history }: World): void => {
  for (const { afterMs, kind } of schedule.forgeries)
    timeline.plan(timeline.now() + afterMs, () => {
      const waiting = [...queues['send-reply'].messages.values()]
      const message = waiting[choose(Math.max(1, waiting.length))]
      if (message === undefined) return
      const body = forged(kind, message.body, timeline.now())
      const id = queues['send-reply'].put(body)
      const copied = history.forged.get(message.id)
      if (body === message.body && copied === undefined) return
      const ofOtherKey = kind === 'another stage' || (kind !== 'unsigned' && copied?.ofOtherKey === true)
      history.forged.set(id, { putAt: timeline.now(), ofOtherKey })
    })
}

const forged = (kind: Forgery['kind'], body: string, now: number): string => {
  if (kind === 'replay') return body
  const { mac, ...genuine } = JSON.parse(body) as QueuedReply & { readonly mac?: string }
  const reply = { ...genuine, dueAt: now }
  if (kind === 'unsigned') return JSON.stringify(reply)
  if (kind === 'another stage') return createSignReply('the key of another stage')(reply)
  if (kind === 'another sender')
    return JSON.stringify({ ...reply, sender: senders.C, senderKey: senderKeyOf(senders.C), mac })
  return JSON.stringify({ ...reply, mac })
}
