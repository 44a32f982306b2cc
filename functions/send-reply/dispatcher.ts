import type {
  BookingNotes,
  Carrier,
  CircuitStore,
  ClaimStore,
  ReplyQueue,
  SenderStore,
  Telemetry,
} from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { Scheduler } from '../../shared/scheduler.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import type { Pace } from './pace.ts'

/** What the handler depends on: ports, the stage's config, time, and tokens that are unique across processes. */
export type Dependencies = {
  readonly senders: SenderStore
  readonly claims: Pick<ClaimStore, 'read' | 'claim' | 'settle' | 'release' | 'noteMessageId'>
  readonly circuits: CircuitStore
  readonly scheduler: Pick<Scheduler, 'book'>
  readonly notes: BookingNotes
  readonly replies: ReplyQueue
  /**
   * Reads a message body. Returns `forged` if our functions did not queue it, and `other-key` if it is signed with a key that this function
   * does not have. Throws if our functions queued it and its format is unknown.
   */
  readonly readReply: (body: string) => QueuedReply | 'forged' | 'other-key'
  readonly carrier: Carrier
  readonly telemetry: Telemetry
  readonly config: Config
  readonly now: () => number
  readonly random: () => number
  /** Resolves after `ms` milliseconds. */
  readonly wait: (ms: number) => Promise<void>
  readonly newToken: () => string
}

/** The dependencies, and what one process remembers. */
export type Dispatcher = Dependencies & { readonly breaker: CircuitBreaker; readonly pace: Pace }
