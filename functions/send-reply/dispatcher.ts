import type { Carrier, CircuitStore, ClaimStore, ReplyQueue, SenderStore, Telemetry } from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { Scheduler } from '../../shared/scheduler.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'

/** What the handler is given: ports, the stage's config, time and tokens that no other process makes. */
export type Dependencies = {
  readonly senders: SenderStore
  readonly claims: Pick<ClaimStore, 'read' | 'claim' | 'settle' | 'release'>
  readonly circuits: CircuitStore
  readonly scheduler: Pick<Scheduler, 'book'>
  readonly replies: ReplyQueue
  /** Reads the body of a message; undefined if it is no reply that our functions queued. */
  readonly readReply: (body: string) => QueuedReply | undefined
  readonly carrier: Carrier
  readonly telemetry: Telemetry
  readonly config: Config
  readonly now: () => number
  readonly newToken: () => string
}

/** The same, with what one process remembers. */
export type Dispatcher = Dependencies & { readonly breaker: CircuitBreaker }
