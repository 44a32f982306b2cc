import { NamedError } from '../../shared/named-error.ts'
import type {
  ClaimStore,
  DebtStore,
  Gateway,
  OutboundText,
  Presence,
  ReplyQueue,
  SenderStore,
  Telemetry,
} from '../../shared/ports.ts'
import { type CarrierName, carriers } from '../../shared/rules/carriers.ts'
import { type Config, type Line, textsOf } from '../../shared/rules/config.ts'
import { replyText } from '../../shared/rules/messages.ts'
import { expiryOf, type QueuedReply } from '../../shared/rules/queued-reply.ts'
import { hour, longestHiddenMs, longestSleepMs, minute, queueVisibilityMs } from '../../shared/rules/timing.ts'
import type { Pace } from './pace.ts'

/** The handler's dependencies: ports, the stage's config, time, and tokens that are unique across processes. */
export type Dependencies = {
  readonly senders: Pick<SenderStore, 'load'>
  readonly claims: Pick<ClaimStore, 'read' | 'claim' | 'settle' | 'release' | 'noteMessageId'>
  readonly debts: DebtStore
  readonly replies: Pick<ReplyQueue, 'hide'>
  /** Reads a body: `forged` without our MAC, `other-key` if it names another key. Throws if its format is unknown. */
  readonly readReply: (body: string) => QueuedReply | 'forged' | 'other-key'
  /** The gateways of the stage's lines, by carrier. */
  readonly gateways: Readonly<Partial<Record<CarrierName, Gateway>>>
  readonly telemetry: Telemetry
  readonly config: Config
  readonly now: () => number
  /** Resolves after `ms` milliseconds. */
  readonly sleep: (ms: number) => Promise<void>
  readonly newToken: () => string
  /** Asks an address, and never throws. */
  readonly askInPassing: (url: string) => Promise<void>
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

/** Returns the delivery with its line. The reply goes to `to`, by default to its sender. */
export const deliveryOn = (
  delivery: Delivery,
  line: Line,
  to = delivery.reply.replyTo ?? delivery.reply.sender,
): LineDelivery => {
  const { reply, config, gateways, paceOf } = delivery
  const gateway = gateways[line.carrier]
  if (gateway === undefined)
    throw new NamedError('NotConfigured', 'The line has a carrier that this function was not given')
  const outbound = {
    inboundId: reply.inboundId,
    from: line.number,
    to,
    text: replyText(reply.language, reply.earlierReplies, textsOf(config, line.number)),
    maxPricePerReplyUsd: config.maxPricePerReplyUsd,
  }
  return { ...delivery, line, gateway, outbound, pace: paceOf(line) }
}

/** `unfinished` makes SQS deliver the reply again when its visibility timeout ends, which `hide` may have extended. */
export type Ack = 'done' | 'unfinished'

/** Hides the reply for `ms` milliseconds, at most as long as SQS allows. */
export const hide = async ({ replies, receiptHandle }: Delivery, ms: number): Promise<Ack> => {
  await replies.hide(receiptHandle, Math.min(ms, longestHiddenMs))
  return 'unfinished'
}

/** Hides the reply for `ms`, plus a jitter by its due time (at most `ms`, or five minutes), so not all come at once. */
export const hideWithJitter = (delivery: Delivery, ms: number): Promise<Ack> =>
  hide(delivery, ms + (delivery.reply.dueAt % Math.min(ms, 5 * minute)))

/**
 * Hides a reply that can't be sent now for as long again as has passed since `since`, from two minutes to an hour,
 * and never past its expiry. So attempts become rarer the longer they fail.
 */
export const hideAsLongAgain = (delivery: Delivery, since = delivery.reply.dueAt): Promise<Ack> => {
  const now = delivery.now()
  const ms = Math.max(queueVisibilityMs, Math.min(now - since, hour))
  return hide(delivery, Math.max(0, Math.min(ms, expiryOf(delivery.reply) - now)))
}

/** Keeps the pace of this process: undefined once it may make a request; hides the reply if that takes too long. */
export const keepPace = async (delivery: LineDelivery, longestMs = longestSleepMs): Promise<Ack | undefined> => {
  const ms = await delivery.pace.keep(longestMs)
  return ms > 0 ? hideWithJitter(delivery, ms) : undefined
}

/** Whether a line is asked before each reply, since it may not be ready. Any other is asked rarely. */
export const asksEachTime = ({ carrier }: Line): boolean => carriers[carrier].notReady !== undefined

/** Asks whether the line would take the reply. A question to a line that is asked rarely counts as a request. */
export const askLine = async ({ line, gateway, pace, outbound }: LineDelivery): Promise<Presence> => {
  if (!asksEachTime(line)) pace.noteRequest()
  const presence = await gateway.ask(outbound)
  if (presence !== 'nobody' && presence !== 'not ready') pace.noteAnswer()
  return presence
}

/** Returns whether the sender has neither opted out nor been forgotten. */
export const isStillWanted = async (delivery: Delivery): Promise<boolean> => {
  const { senderKey, inboundId } = delivery.reply
  const { record } = await delivery.senders.load(senderKey, 'consistent')
  return record.replies.has(inboundId) && record.optedOutUntil <= delivery.now()
}
