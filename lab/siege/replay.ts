import type { LogFields, Telemetry } from '../../shared/ports.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import { addressOf } from '../../shared/rules/carriers.ts'
import type { Budget, Config } from '../../shared/rules/config.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import { logEvents } from '../../shared/rules/telemetry.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { type AwsUse, createAwsUse, meterCall } from '../aws-prices.ts'
import { bodyOfTexts, type Handler, handle, nameOfKey } from '../virtual/messages.ts'
import { createTimeline, type Timeline, type VirtualMessage, type VirtualQueue } from '../virtual/queue.ts'
import { type Call, createVirtualStage, hasPhone } from '../virtual/stage.ts'
import type { ReplayOutcome, Reply, Scene } from './figures.ts'
import { createRandom, type Random, type Text } from './traffic.ts'

/** The setup of a replay. */
export type Setup = {
  readonly budget: Budget
  readonly carrier?: CarrierName
  readonly seed: number
  /** How long a reply waits. By default 45 to 75 minutes. */
  readonly delayMs?: Config['replyDelayMs']
  /** How long a process of receive-sms lives. By default for the whole replay. */
  readonly processMs?: number
}

/** Replays a scene through both handlers on virtual time. */
export const replay = async (texts: Scene, setup: Setup): Promise<ReplayOutcome> => {
  const { carrier = 'aws' } = setup
  const timeline = createTimeline(0)
  const use = createAwsUse()
  const recorder = createRecorder(timeline.now)
  const telemetry: Telemetry = {
    count: () => {},
    log: (event, fields) => {
      use.logLines++
      recorder.log(event, fields)
    },
  }
  const receive = createNumber(timeline, use, telemetry, setup)
  const arrive = (text: Text): void => {
    use.snsRequests++
    const { sender: from, words, at: sentAt } = text
    const line = addressOf({ carrier }, number)
    const sent = { id: recorder.receive(text), from, words, sentAt }
    // Texts that our functions could not take keep the time at which they were published; a phone publishes them when it is back.
    const queuedAt = hasPhone(carrier) ? timeline.now() : sentAt
    receive(bodyOfTexts(carrier, line, [sent], queuedAt, sentAt))
  }
  const arriveFrom = (index: number): void => {
    const text = texts[index]
    if (text === undefined) return
    timeline.plan(text.arrivesAt ?? text.at, () => {
      arrive(text)
      arriveFrom(index + 1)
    })
  }
  arriveFrom(0)
  await timeline.run()
  return { ...recorder.outcome(), aws: use }
}

const number = '+33700000000'

/** How long a reply waits, so that the victim has time to leave. */
export const replyDelayMs = { min: 45 * minute, max: 75 * minute }

/** How often a sender is answered. */
export const senderLimits = [
  { replies: 1, perMs: day },
  { replies: 3, perMs: 30 * day },
]

const configOf = ({ budget, carrier = 'aws', delayMs = replyDelayMs }: Setup): Config => ({
  lines: [{ number: addressOf({ carrier }, number), language: 'fr', budget: 'default', carrier }],
  countries: ['FR'],
  replyDelayMs: delayMs,
  limits: senderLimits,
  block: { after: 20, forMs: 30 * day },
  budgets: { default: budget },
  maxPricePerReplyUsd: 0.08,
  texts: {},
})

/** The concurrency and batch size of each function, as in the stack. Each execution environment has its own memory. */
const receiving = { environments: 5, batchSize: 10 }
const sending = { environments: 2, batchSize: 1 }

/** Starts both functions behind their queues. Returns a function that puts a message on the inbound queue. */
const createNumber = (timeline: Timeline, use: AwsUse, telemetry: Telemetry, setup: Setup) => {
  const { now } = timeline
  const random = createRandom(setup.seed)
  const stage = createVirtualStage({ config: configOf(setup), now, hiddenMs: (ms) => ms })
  const call: Call = (verb, args, takeEffect) => {
    meterCall(use, verb, args)
    const answer = takeEffect()
    if (verb === 'replies.put') sendReply.wake()
    return answer
  }
  const process = {
    call,
    now,
    random: random.next,
    telemetry,
  }
  const { 'receive-sms': inbound, 'send-reply': replies } = stage.queues
  const common = { timeline, random, use }
  const sendReply = createEventSource({ ...common, queue: replies, ...sending }, () =>
    stage.start('send-reply', process),
  )
  const receiveSms = createEventSource({ ...common, queue: inbound, ...receiving, processMs: setup.processMs }, () =>
    stage.start('receive-sms', process),
  )
  return (body: string): void => {
    inbound.put(body)
    receiveSms.wake()
  }
}

type Source = {
  readonly timeline: Timeline
  readonly random: Random
  readonly use: AwsUse
  readonly queue: VirtualQueue
  readonly environments: number
  readonly batchSize: number
  /** How long a process lives. By default for ever. */
  readonly processMs?: number | undefined
}

/** The assumed duration of an invocation: a few requests of 5 ms each, and our own code. */
const invocationMs = 50

/** Simulates Lambda with an SQS event source. Waiting messages go to a random idle execution environment, in batches of what is there. */
const createEventSource = (
  { timeline, random, use, queue, environments, batchSize, processMs = Number.POSITIVE_INFINITY }: Source,
  start: () => Handler,
) => {
  const begin = () => ({ handler: start(), endsAt: timeline.now() + processMs })
  const idle = Array.from({ length: environments }, begin)

  /** Polls after everything else that is planned for the same moment. */
  const wake = (): void => timeline.plan(timeline.now(), poll)
  const poll = async (): Promise<void> => {
    if (queue.visible().length === 0) return
    const [process] = idle.splice(random.below(idle.length), 1)
    if (process === undefined) return
    await invoke(process.endsAt > timeline.now() ? process : begin(), queue.receive(batchSize))
  }
  const invoke = async (process: ReturnType<typeof begin>, batch: readonly VirtualMessage[]): Promise<void> => {
    meter(use)
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
  return {
    /** Must be called when a new message is on the queue. */
    wake,
  }
}

/** Counts an invocation, and the SQS requests to receive and to delete its batch. */
const meter = (use: AwsUse): void => {
  use.invocations++
  use.lambdaMs += invocationMs
  use.sqsRequests += 2
}

/** Records the outcome of a replay from what the number's functions log and count. */
const createRecorder = (now: () => number) => {
  const received: Text[] = []
  const replies: Reply[] = []
  const silences: { readonly text: Text; readonly reason: string }[] = []
  const textOf = (id: unknown): Text => {
    // Carriers with a topic of their own hash ids.
    const text = received[Number(nameOfKey(String(id)))]
    if (text === undefined) throw new Error(`No text has the id ${id}`)
    return text
  }
  return {
    /** Records a text. Returns the id by which logs will refer to it. */
    receive: (text: Text): string => String(received.push(text) - 1),
    log: (event: string, fields: LogFields): void => {
      if (event === logEvents.textsSilenced)
        for (const [reason, ids] of Object.entries(fields['silenced'] as Record<string, readonly string[]>))
          silences.push(...ids.map((id) => ({ text: textOf(id), reason })))
      if (event !== logEvents.replySettled || fields['outcome'] !== 'sent') return
      replies.push({ text: textOf(fields['inboundId']), at: now(), parts: partsPerReply })
    },
    outcome: (): ReplayOutcome => ({ received, replies, silences }),
  }
}
