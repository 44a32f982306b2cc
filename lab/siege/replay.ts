import type { Telemetry } from '../../shared/ports.ts'
import { addressOf, type CarrierName } from '../../shared/rules/carriers.ts'
import type { Config, Quota } from '../../shared/rules/config.ts'
import { logEvents } from '../../shared/rules/telemetry.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { bodyOfTexts, type Handler, handle, nameOfKey } from '../virtual/messages.ts'
import { createTimeline, type Timeline, type VirtualMessage, type VirtualQueue } from '../virtual/queue.ts'
import { type Call, createVirtualStage, type FunctionName } from '../virtual/stage.ts'
import { createRandom, type Random, type Text } from './traffic.ts'

export type Setup = {
  readonly budget: Quota
  readonly carrier?: CarrierName
  readonly seed: number
}

export type Reply = { readonly text: Text; readonly at: number }

/** What a number did with the texts of a scene. */
export type Outcome = { readonly received: readonly Text[]; readonly replies: readonly Reply[] }

/** Replays texts, in the order of their arrival, through both handlers on virtual time. */
export const replay = async (texts: readonly Text[], setup: Setup): Promise<Outcome> => {
  const { carrier = 'aws' } = setup
  const timeline = createTimeline(0)
  const replies: Reply[] = []
  const telemetry: Telemetry = {
    count: () => {},
    log: (event, fields) => {
      if (event !== logEvents.replySettled || fields['outcome'] !== 'sent') return
      // Carriers with a topic of their own hash ids.
      const text = texts[Number(nameOfKey(String(fields['inboundId'])))]
      if (text !== undefined) replies.push({ text, at: timeline.now() })
    },
  }
  const stage = createVirtualStage({ config: configOf(setup), now: timeline.now, hiddenMs: (ms) => ms })
  const receive = runStage({ stage, telemetry, timeline, random: createRandom(setup.seed) })
  const arriveFrom = (index: number): void => {
    const text = texts[index]
    if (text === undefined) return
    const { sender: from, words, at: sentAt, arrivesAt = sentAt } = text
    timeline.plan(arrivesAt, () => {
      const sent = { id: String(index), from, words, sentAt }
      receive(bodyOfTexts(carrier, addressOf({ carrier }, number), [sent], sentAt))
      arriveFrom(index + 1)
    })
  }
  arriveFrom(0)
  await timeline.run()
  return { received: texts, replies }
}

const number = '+33700000000'

/** How long a reply waits, so that the victim has time to leave. */
export const replyDelayMs = { min: 45 * minute, max: 75 * minute }

/** How often a sender is answered. */
export const senderLimits = [
  { replies: 1, perMs: day },
  { replies: 3, perMs: 30 * day },
]

const configOf = ({ budget, carrier = 'aws' }: Setup): Config => ({
  lines: [{ number: addressOf({ carrier }, number), language: 'fr', budget: 'default', carrier }],
  countries: ['FR'],
  replyDelayMs,
  limits: senderLimits,
  block: { after: 20, forMs: 30 * day },
  budgets: { default: budget },
  maxPricePerReplyUsd: 0.08,
  texts: {},
})

type Running = {
  readonly stage: ReturnType<typeof createVirtualStage>
  readonly timeline: Timeline
  readonly random: Random
  readonly telemetry: Telemetry
  /** By default, all calls succeed at once. */
  readonly call?: Call
  /** How long a process of each function lives: by default for ever. */
  readonly processMs?: { readonly [Name in FunctionName]?: number | undefined }
}

/** Runs both functions behind their queues, as the stack does. Returns what puts a message on the inbound queue. */
export const runStage = ({ stage, call = directly, telemetry, processMs = {}, ...running }: Running) => {
  const { timeline, random } = running
  const waking: Call = (verb, args, takeEffect) =>
    call(verb, args, () => {
      const answer = takeEffect()
      if (verb === 'replies.put') wakeSendReply()
      return answer
    })
  const process = { call: waking, now: timeline.now, random: random.next, telemetry }
  const sourceOf = (name: FunctionName, environments: number, batchSize: number) => {
    const source = { ...running, queue: stage.queues[name], environments, batchSize, processMs: processMs[name] }
    return createEventSource(source, () => stage.start(name, process))
  }
  const wakeSendReply = sourceOf('send-reply', 2, 1)
  const wakeReceiveSms = sourceOf('receive-sms', 5, 10)
  return (body: string): void => {
    stage.queues['receive-sms'].put(body)
    wakeReceiveSms()
  }
}

const directly: Call = (_, __, takeEffect) => takeEffect()

type Source = Pick<Running, 'timeline' | 'random'> & {
  readonly queue: VirtualQueue
  readonly environments: number
  readonly batchSize: number
  readonly processMs: number | undefined
}

/** The assumed duration of an invocation: a few requests of 5 ms each, and our own code. */
const invocationMs = 50

/** Waiting messages go to a random idle execution environment. Returns what to call when a new one is there. */
const createEventSource = (
  { timeline, random, queue, environments, batchSize, processMs = Number.POSITIVE_INFINITY }: Source,
  start: () => Handler,
) => {
  const begin = () => ({ handler: start(), endsAt: timeline.now() + processMs })
  const idle = Array.from({ length: environments }, begin)

  /** Polls after everything else that is planned for the same moment. */
  const wake = (): void => timeline.plan(timeline.now(), poll)
  const poll = async (): Promise<void> => {
    // A look at the queue takes long in a flood.
    if (idle.length === 0 || queue.visible().length === 0) return
    const [process] = idle.splice(random.below(idle.length), 1)
    if (process === undefined) return
    await invoke(process.endsAt > timeline.now() ? process : begin(), queue.receive(batchSize))
  }
  const invoke = async (process: ReturnType<typeof begin>, batch: readonly VirtualMessage[]): Promise<void> => {
    for (const message of await handle(process.handler, batch)) queue.delete(message)
    for (const { id } of batch) {
      const unfinished = queue.messages.get(id)
      if (unfinished !== undefined) timeline.plan(unfinished.visibleAt, wake)
    }
    timeline.plan(timeline.now() + invocationMs, () => {
      idle.push(process)
      return poll()
    })
  }
  return wake
}
