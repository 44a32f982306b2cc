import type { ClaimStore, Telemetry } from '../../../shared/ports.ts'
import type { Config } from '../../../shared/rules/config.ts'
import type { InboundTopic, VerifyToken } from './ports.ts'

/** What the handler needs: its ports and the stage's config. */
export type Webhook = {
  readonly verifyToken: VerifyToken
  readonly inboundTopic: InboundTopic
  readonly claims: Pick<ClaimStore, 'report'>
  readonly telemetry: Telemetry
  readonly config: Pick<Config, 'lines'>
  readonly newToken: () => string
}
