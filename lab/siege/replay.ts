import type { Telemetry } from '../../shared/ports.ts'
import { addressOf, type CarrierName } from '../../shared/rules/carriers.ts'
import type { Config, Quota } from '../../shared/rules/config.ts'
import { logEvents } from '../../shared/rules/telemetry.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { noUsage, type Usage } from '../aws-prices.ts'
import { bodyOfTexts, type Handler, handle, nameOfKey } from '../virtual/messages.ts'
import { createTimeline, type Timeline, type VirtualMessage, type VirtualQueue } from '../virtual/queue.ts'
import { type Call, createVirtualStage, type FunctionName, hasPhone, type Verb } from '../virtual/stage.ts'
import { createRandom, type Random, type Text } from './traffic.ts'

export type Setup = {
  readonly budget: Quota
  readonly carrier?: CarrierName
  readonly seed: number
}

export type Reply = { readonly text: Text; readonly at: number }

/** What a number did with the texts of a scene, and what it used of AWS, if that was counted. */
export type Outcome = { readonly received: readonly Text[]; readonly replies: readonly Reply[]; readonly usage?: Usage }

/** Replays texts, in the order of their arrival, through both handlers on virtual time. */
export const replay = async (texts: readonly Text[], setup: Setup): Promise<Outcome> => {
  const { carrier = 'aws' } = setup
  const timeline = createTimeline(0)
  const usage = { ...noUsage }
  const replies: Reply[] = []
  const telemetry: Telemetry = {
    count: () => {},
    log: (event, fields) => {
      usage.loggedBytes += logLineBytes
      if (event !== logEvents.replySettled || fields['outcome'] !== 'sent') return
      // Carriers with a topic of their own hash ids.
      const text = texts[Number(nameOfKey(String(fields['inboundId'])))]
      if (text !== undefined) replies.push({ text, at: timeline.now() })
    },
  }
  const stage = createVirtualStage({ config: configOf(setup), now: timeline.now, hiddenMs: (ms) => ms })
  const call: Call = (verb, args, takeEffect) => {
    meter(usage, verb, args)
    return takeEffect()
  }
  const random = createRandom(setup.seed)
  const receive = runStage({ stage, call, telemetry, timeline, random, usage })
  const arriveFrom = (index: number): void => {
    const text = texts[index]
    if (text === undefined) return
    const { sender: from, words, at: sentAt, arrivesAt = sentAt } = text
    timeline.plan(arrivesAt, () => {
      usage.topicPublishes++
      const sent = { id: String(index), from, words, sentAt }
      // A phone publishes when it is back; what our functions could not take was published when it was sent.
      const queuedAt = hasPhone(carrier) ? timeline.now() : sentAt
      receive(bodyOfTexts(carrier, addressOf({ carrier }, number), [sent], queuedAt, sentAt))
      arriveFrom(index + 1)
    })
  }
  arriveFrom(0)
  await timeline.run()
  return { received: texts, replies, usage }
}

const number = '+33700000000'

const logLineBytes = 500

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

type Counted = { -readonly [Key in keyof Usage]: number }

/** Without faults, no claim is beaten. Replies that share a request count one each, so SQS is an upper bound. */
const meter = (usage: Counted, verb: Verb, args: readonly unknown[]): void => {
  const [port, action] = verb.split('.')
  if (port === 'replies' || port === 'texts') usage.sqsRequests++
  if (port === 'carrier' || port === 'replies' || port === 'texts') return
  // The debt of a line is read in the request of a sender's record.
  if (port !== 'debts') usage.dynamoDbRequests++
  if (action === 'read' || action === 'load')
    usage.readUnits += verb === 'senders.load' && args[1] === 'eventual' ? 0.5 : 1
  else usage.writeUnits++
}

type Running = {
  readonly stage: ReturnType<typeof createVirtualStage>
  readonly timeline: Timeline
  readonly random: Random
  readonly usage: Counted
  readonly telemetry: Telemetry
  readonly call: Call
  /** How long a process of each function lives: by default for ever. */
  readonly processMs?: { readonly [Name in FunctionName]?: number | undefined }
}

/** Runs both functions behind their queues, as the stack does. Returns what puts a message on the inbound queue. */
export const runStage = ({ stage, call, telemetry, processMs = {}, ...running }: Running) => {
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

type Source = Pick<Running, 'timeline' | 'random' | 'usage'> & {
  readonly queue: VirtualQueue
  readonly environments: number
  readonly batchSize: number
  readonly processMs: number | undefined
}

/** The assumed duration of an invocation: a few requests of 5 ms each, and our own code. */
const invocationMs = 50

/** Waiting messages go to a random idle execution environment. Returns what to call when a new one is there. */
const createEventSource = (
  { timeline, random, usage, queue, environments, batchSize, processMs = Number.POSITIVE_INFINITY }: Source,
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
    usage.invocations++
    usage.lambdaMs += invocationMs
    usage.sqsRequests += 2
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
