import { readEvent } from '../../carriers/aws/inbound.ts'
import { type CarrierName, carrierNames } from '../../carriers/registry.ts'
import { createHandler as createReceiveSms } from '../../functions/receive-sms/handler.ts'
import type { Topics } from '../../functions/receive-sms/message.ts'
import { createHandler as createSendReply } from '../../functions/send-reply/handler.ts'
import { createBookingNotes } from '../../shared/adapters/booking-notes.ts'
import { createReadReply, createSignReply } from '../../shared/adapters/signed-reply.ts'
import type { Carrier, ReplyQueue, SenderStore, Telemetry } from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'
import { second } from '../../shared/rules/timing.ts'
import { createScheduler } from '../../shared/scheduler.ts'
import { ownTopics } from '../../test/carriers/own-topics.ts'
import {
  createMemoryBudgetStore,
  createMemoryCircuitStore,
  createMemoryClaimStore,
  createMemorySenderStore,
} from './memory-stores.ts'
import { deliveryTopicArn, type Handler } from './messages.ts'
import { type Call, type Ports, portsThrough } from './ports.ts'
import { createVirtualQueue } from './queue.ts'

export type FunctionName = 'receive-sms' | 'send-reply'

/** The key with which the functions sign replies. */
export const signingKey = 'the key of this stage'

export const senderKeyOf = (number: string): string => `key of ${number}`

/** The number that a sender key was made from. Other strings are returned unchanged. */
export const nameOfKey = (key: string): string => key.replace(/^key of /, '')

type Options = {
  readonly config: Config
  /** True time. */
  readonly now: () => number
  readonly senders?: SenderStore
  readonly carrierNamed?: (name: CarrierName) => Carrier
  /** How long it takes until a reply that was put can be received. */
  readonly deliveryMs?: () => number
  /** How long a message is really hidden if `ms` is requested. By default this is rounded up to whole seconds, as in SQS. */
  readonly hiddenMs?: (ms: number) => number
}

/** The topics that feed the inbound queue besides the topic of texts. Each process needs its own, because a topic may keep state. */
export const createTopics = (): Topics => [
  { carrier: 'aws', topicArn: deliveryTopicArn, read: readEvent },
  ...carrierNames.flatMap((carrier) => {
    const topic = ownTopics[carrier]?.topic(senderKeyOf)
    return topic === undefined ? [] : [{ ...topic, carrier }]
  }),
]

/** What each execution environment has of its own. */
type Process = {
  readonly call: Call
  readonly now: () => number
  readonly random: () => number
  /** How send-reply waits until it may send. By default it does not. */
  readonly wait?: (ms: number) => Promise<void>
  readonly telemetry: Telemetry
  /** The key with which it signs replies, if it is not the stage's. */
  readonly key?: string
}

export type VirtualStage = ReturnType<typeof createVirtualStage>

const accepting: Carrier = { isReady: async () => true, send: async () => ({ kind: 'accepted' }) }

const wholeSeconds = (ms: number): number => Math.ceil(ms / second) * second

/** Both functions, with queues and stores in memory. The caller starts processes, delivers messages and advances time. */
export const createVirtualStage = (options: Options) => {
  const { config, now, deliveryMs = () => 0, carrierNamed = () => accepting, hiddenMs = wholeSeconds } = options
  const queues = { 'receive-sms': createVirtualQueue(now), 'send-reply': createVirtualQueue(now) } as const
  const stores = {
    senders: options.senders ?? createMemorySenderStore(),
    claims: createMemoryClaimStore(),
    budgets: createMemoryBudgetStore(),
    circuits: createMemoryCircuitStore(),
  }
  const repliesSignedWith = (key: string): ReplyQueue => {
    const sign = createSignReply(key)
    return {
      put: async (reply) => void queues['send-reply'].put(sign(reply), deliveryMs()),
      hold: async (receiptHandle, ms) => queues['send-reply'].hide(receiptHandle, hiddenMs(ms)),
    }
  }
  let tokens = 0
  const newToken = (): string => `token ${++tokens}`
  const portsFor = (call: Call, key = signingKey): Ports =>
    portsThrough(call, config, stores, repliesSignedWith(key), carrierNamed)

  /** Starts a new execution environment, which remembers nothing. */
  const start = (name: FunctionName, { call, key = signingKey, ...process }: Process): Handler => {
    const common = {
      ...portsFor(call, key),
      wait: async () => {},
      ...process,
      config,
      newToken,
      notes: createBookingNotes(key),
    }
    const scheduler = createScheduler(common)
    const readReply = createReadReply(key)
    return name === 'receive-sms'
      ? createReceiveSms({ ...common, scheduler, senderKeyOf, topics: createTopics() })
      : createSendReply({ ...common, scheduler, readReply })
  }

  return { config, queues, stores, newToken, portsFor, start }
}
