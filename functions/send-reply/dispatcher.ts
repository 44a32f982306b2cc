import type {
  CancellationStore,
  ClaimStore,
  Gateway,
  ReplyQueue,
  RestStore,
  SenderStore,
  Telemetry,
} from '../../shared/ports.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import type { Config, Line } from '../../shared/rules/config.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { Pace } from './pace.ts'

/** What the handler depends on: ports, the stage's config, time, and tokens that are unique across processes. */
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

/** The dependencies, and what one process remembers of the carriers. */
export type Dispatcher = Dependencies & { readonly paceOf: (line: Line) => Pace }
