import type { InboundTopic } from '../shared/inbound.ts'
import type { CarrierName } from '../shared/rules/carriers.ts'

type SenderKeyOf = (name: string) => string

/** The carriers whose texts come by a topic of their own. A stage loads the code of those that it has lines of. */
export const topics: {
  readonly [C in CarrierName]?: (senderKeyOf: SenderKeyOf) => Promise<InboundTopic | undefined>
} = {
  aws: async () => (await import('./aws/lambda/inbound.ts')).createAwsTopic(),
  whatsapp: async (senderKeyOf) => (await import('./whatsapp/lambda/inbound.ts')).createWhatsAppTopic(senderKeyOf),
}
