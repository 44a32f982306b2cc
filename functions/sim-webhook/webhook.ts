import type { ClaimStore } from '../../shared/ports/claim-store.ts'
import type { InboundTopic } from '../../shared/ports/inbound-topic.ts'
import type { Telemetry } from '../../shared/ports/telemetry.ts'
import type { VerifyToken } from '../../shared/ports/verify-token.ts'
import type { Policy } from '../../shared/rules/policy.ts'

/** What the handler is given: ports, and the stage's policy. */
export type Webhook = {
  readonly verifyToken: VerifyToken
  readonly inboundTopic: InboundTopic
  readonly claims: Pick<ClaimStore, 'report'>
  readonly telemetry: Telemetry
  readonly policy: Pick<Policy, 'lines'>
  readonly newToken: () => string
}
