import type { ClaimStore, Telemetry } from '../../../shared/ports.ts'
import type { Policy } from '../../../shared/rules/policy.ts'
import type { InboundTopic, VerifyToken } from './ports.ts'

/** What the handler is given: ports, and the stage's policy. */
export type Webhook = {
  readonly verifyToken: VerifyToken
  readonly inboundTopic: InboundTopic
  readonly claims: Pick<ClaimStore, 'report'>
  readonly telemetry: Telemetry
  readonly policy: Pick<Policy, 'lines'>
  readonly newToken: () => string
}
