import type { Topics } from '../../shared/inbound.ts'
import type {
  BudgetStore,
  ClaimStore,
  CrowdStore,
  ReplyQueue,
  SenderStore,
  Telemetry,
  TextQueue,
} from '../../shared/ports.ts'
import type { Config, Line } from '../../shared/rules/config.ts'
import type { InboundText } from '../../shared/rules/inbound-text.ts'
import type { SilentReason } from '../../shared/rules/telemetry.ts'
import type { createCrowds } from './crowds.ts'
import type { Memory } from './memory.ts'
import type { Tickets } from './tickets.ts'

/** What the handler depends on: ports, the stage's config, time and randomness. */
export type Dependencies = {
  readonly senders: SenderStore
  readonly claims: Pick<ClaimStore, 'read' | 'report' | 'inboundIdOf'>
  readonly budgets: BudgetStore
  readonly crowdStore: CrowdStore
  readonly replies: Pick<ReplyQueue, 'put'>
  readonly texts: TextQueue
  readonly telemetry: Telemetry
  readonly config: Config
  readonly senderKeyOf: (number: string) => string
  /** Carriers' own topics, which feed the inbound queue besides the topic of texts. */
  readonly topics: Topics
  readonly newToken: () => string
  readonly now: () => number
  readonly random: () => number
}

/** The dependencies, and what one process remembers between batches. */
export type Receiver = Dependencies & {
  readonly memory: Memory
  readonly tickets: Tickets
  readonly crowds: ReturnType<typeof createCrowds>
}

/** A text that passed `screen`, and what it is judged by, which stays the same if it is planned again. */
export type ScreenedText = {
  readonly inbound: InboundText
  readonly senderKey: string
  readonly line: Line
  readonly country: string
  readonly now: number
  readonly delayChance: number
  readonly lotChance: number
  readonly receiptHandle: string
  /** How often SQS has delivered its message. */
  readonly deliveries: number
}

/** The decision about a text: a reply, or the reason for silence, or that it waits for room, and comes again. */
export type Verdict = SilentReason | 'reply' | 'waiting'

/** Each attempt learns that another process made progress. If so many don't suffice, something is broken. */
export const maxAttempts = 30
