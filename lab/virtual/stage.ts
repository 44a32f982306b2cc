import { createHandler as createReceiveSms } from '../../functions/receive-sms/handler.ts'
import { createHandler as createSendReply } from '../../functions/send-reply/handler.ts'
import { createReadReply, createSignReply } from '../../shared/adapters/signatures.ts'
import type {
  Gateway,
  OutboundText,
  Presence,
  ReplyQueue,
  SenderStore,
  Telemetry,
  TextQueue,
} from '../../shared/ports.ts'
import { type CarrierName, carrierNames, carriers } from '../../shared/rules/carriers.ts'
import type { Config } from '../../shared/rules/config.ts'
import { second } from '../../shared/rules/timing.ts'
import { type Handler, ownTopicReaders, senderKeyOf } from './messages.ts'
import { createVirtualQueue } from './queue.ts'
import { createMemoryStores } from './stores.ts'

type Ports = ReturnType<typeof createMemoryStores> & { readonly replies: ReplyQueue; readonly texts: TextQueue }

type MethodsOf<Port extends keyof Ports> = {
  [Action in keyof Ports[Port] & string as `${Port}.${Action}`]: Ports[Port][Action]
}

/** All calls that the functions make to the outside. The first argument of those to a carrier is its name. */
type Verbs = MethodsOf<'senders'> &
  MethodsOf<'claims'> &
  MethodsOf<'budgets'> &
  MethodsOf<'debts'> &
  MethodsOf<'crowdStore'> &
  MethodsOf<'texts'> &
  MethodsOf<'replies'> & {
    'carrier.ask': (of: CarrierName, line: string) => Promise<Presence>
    'carrier.send': (by: CarrierName, outbound: OutboundText) => ReturnType<Gateway['send']>
  }
export type Verb = keyof Verbs
export type ArgumentsOf<V extends Verb> = Parameters<Verbs[V]>
export type AnswerOf<V extends Verb> = Awaited<ReturnType<Verbs[V]>>

/** Makes a call to a port, whose promise `takeEffect` keeps: it can count calls, delay them or make them fail. */
export type Call = <V extends Verb>(
  verb: V,
  args: ArgumentsOf<V>,
  takeEffect: () => Promise<AnswerOf<V>>,
) => Promise<AnswerOf<V>>

/** Whether a carrier's lines have a phone, which may be offline. */
export const hasPhone = (name: CarrierName): boolean => carriers[name].notReady !== undefined

const through = (call: Call, ports: Ports): Ports => {
  const calling = (name: string, port: object) =>
    Object.entries(port).map(([action, method]) => [
      action,
      (...args: never[]) => call(`${name}.${action}` as Verb, args as never, () => method(...args)),
    ])
  const called = Object.entries(ports).map(([name, port]) => [name, Object.fromEntries(calling(name, port))])
  return Object.fromEntries(called) as Ports
}

const byCarrier = <T>(of: (name: CarrierName) => T): Readonly<Record<CarrierName, T>> =>
  Object.fromEntries(carrierNames.map((name) => [name, of(name)])) as Record<CarrierName, T>

const gatewayThrough = (
  call: Call,
  name: CarrierName,
  { ask = async () => 'somebody', hears, send }: VirtualGateway,
): Gateway => ({
  // A question never throws: without an answer, nobody is there.
  ask: ({ from, to }) => call('carrier.ask', [name, from], () => ask(from, to)).catch(() => 'nobody' as const),
  ...(hears && { hears }),
  send: (outbound) => call('carrier.send', [name, outbound], () => send(outbound)),
})

type VirtualGateway = Pick<Gateway, 'send' | 'hears'> & {
  readonly ask?: (line: string, to: string) => Promise<Presence>
}

/** Accepts one request per interval, and refuses what comes sooner, as AWS does without a burst. */
export const createRateLimit = (intervalMs: number, now: () => number): (() => boolean) => {
  let nextAt = 0
  return () => {
    if (now() < nextAt) return false
    nextAt = now() + intervalMs
    return true
  }
}

export type FunctionName = 'receive-sms' | 'send-reply'

/** The key with which the functions sign replies. */
export const signingKey = 'the key of this stage'

type Options = {
  readonly config: Config
  readonly now: () => number
  readonly senders?: SenderStore
  readonly gatewayNamed?: (name: CarrierName) => VirtualGateway
  /** How long it takes until a reply that was put can be received. */
  readonly deliveryMs?: () => number
  /** How long a message is really hidden: by default in whole seconds, as in SQS. */
  readonly hiddenMs?: (ms: number) => number
}

type OwnPorts = {
  readonly call: Call
  readonly now: () => number
  readonly random: () => number
  /** How send-reply sleeps until it may send. By default it does not. */
  readonly sleep?: (ms: number) => Promise<void>
  readonly telemetry: Telemetry
  readonly askInPassing?: (url: string) => Promise<void>
  readonly config?: Config
  readonly key?: string
}

const accepting: VirtualGateway = { send: async () => ({ kind: 'accepted' }) }

const wholeSeconds = (ms: number): number => Math.ceil(ms / second) * second

/** Both functions, with queues and stores in memory. The caller starts processes and delivers messages. */
export const createVirtualStage = (options: Options) => {
  const { config, now, deliveryMs = () => 0, gatewayNamed = () => accepting, hiddenMs = wholeSeconds } = options
  const queues = { 'receive-sms': createVirtualQueue(now), 'send-reply': createVirtualQueue(now) } as const
  const stores = createMemoryStores(options.senders)
  const repliesSignedWith = (key: string): ReplyQueue => ({
    put: async (reply) => void queues['send-reply'].put(createSignReply(key)(reply), deliveryMs()),
    hide: async (receiptHandle, ms) => queues['send-reply'].hide(receiptHandle, hiddenMs(ms)),
  })
  const texts: TextQueue = {
    hide: async (receiptHandle, ms) => queues['receive-sms'].hide(receiptHandle, hiddenMs(ms)),
  }
  let tokens = 0
  const newToken = (): string => `token ${++tokens}`
  const portsFor = (call: Call, key = signingKey) => ({
    ...through(call, { ...stores, texts, replies: repliesSignedWith(key) }),
    gateways: byCarrier((name) => gatewayThrough(call, name, gatewayNamed(name))),
  })

  /** Starts a new execution environment, which remembers nothing. */
  const start = (name: FunctionName, { call, key = signingKey, ...process }: OwnPorts): Handler => {
    const idle = { sleep: async () => {}, askInPassing: async () => {} }
    const common = { ...portsFor(call, key), config, ...idle, ...process, newToken }
    return name === 'receive-sms'
      ? createReceiveSms({ ...common, senderKeyOf, topics: ownTopicReaders })
      : createSendReply({ ...common, readReply: createReadReply(key) })
  }

  return { queues, stores, portsFor, start }
}
