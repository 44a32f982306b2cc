import type {
  CancellationStore,
  ClaimStore,
  Gateway,
  OutboundText,
  ReplyQueue,
  RestStore,
  SenderStore,
  Telemetry,
} from '../../shared/ports.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import type { Config, Line } from '../../shared/rules/config.ts'
import { expiryOf, type QueuedReply } from '../../shared/rules/queued-reply.ts'
import { hour, longestHiddenMs, minute, queueVisibilityMs } from '../../shared/rules/timing.ts'
import type { Pace } from './pace.ts'

/** The handler's dependencies: ports, the stage's config, time, and tokens that are unique across processes. */
export type Dependencies = {
  readonly senders: Pick<SenderStore, 'load'>
  readonly claims: Pick<ClaimStore, 'claim' | 'settle' | 'release' | 'noteMessageId'>
  readonly cancellations: Pick<CancellationStore, 'read'>
  readonly rests: RestStore
  readonly replies: Pick<ReplyQueue, 'hide'>
  /** Reads a body: `forged` without our MAC, `other-key` if it names another key. Throws if its format is unknown. */
  readonly readReply: (body: string) => QueuedReply | 'forged' | 'other-key'
  /** The gateways of the stage's lines, by carrier. */
  readonly gateways: Readonly<Partial<Record<CarrierName, Gateway>>>
  readonly telemetry: Telemetry
  readonly config: Config
  readonly now: () => number
  /** Resolves after `ms` milliseconds. */
  readonly wait: (ms: number) => Promise<void>
  readonly newToken: () => string
}

/** The dependencies, and the paces that one process remembers. */
export type Dispatcher = Dependencies & { readonly paceOf: (line: Line) => Pace }

/** One delivery of a queued reply. */
export type Delivery = Dispatcher & { readonly reply: QueuedReply; readonly receiptHandle: string }

/** A delivery whose line the stage still has: the line, its gateway and pace, and the reply as its carrier gets it. */
export type LineDelivery = Delivery & {
  readonly line: Line
  readonly gateway: Gateway
  readonly pace: Pace
  readonly outbound: OutboundText
}

/** `unfinished` makes SQS deliver the reply again when its visibility timeout ends, which `hide` may have extended. */
export type Ack = 'done' | 'unfinished'

/** Hides the reply for `ms` milliseconds, at most as long as SQS allows. */
export const hide = async ({ replies, receiptHandle }: Delivery, ms: number): Promise<Ack> => {
  await replies.hide(receiptHandle, Math.min(ms, longestHiddenMs))
  return 'unfinished'
}

/** Hides the reply for `ms` milliseconds and up to five minutes more, so that not all come again at once. */
export const hideWithJitter = (delivery: Delivery, ms: number): Promise<Ack> =>
  hide(delivery, ms + ((delivery.now() - delivery.reply.dueAt) % Math.min(ms, 5 * minute)))

/**
 * Hides a reply that can't be sent now for as long again as it has waited since `since`, from two minutes to an hour,
 * and never past its expiry. So attempts become rarer the longer they fail.
 */
export const hideAsLongAgain = (delivery: Delivery, since = delivery.reply.dueAt): Promise<Ack> => {
  const now = delivery.now()
  const ms = Math.max(queueVisibilityMs, Math.min(now - since, hour))
  return hide(delivery, Math.max(0, Math.min(ms, expiryOf(delivery.reply) - now)))
}
