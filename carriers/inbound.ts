import { createAwsTopic } from './aws/inbound.ts'
import type { CreateInboundTopic, InboundTopic } from './carrier-inbound.ts'
import { type CarrierName, carrierNames } from './registry.ts'
import { createWhatsAppTopic } from './whatsapp/inbound.ts'

const creators: Readonly<Partial<Record<CarrierName, CreateInboundTopic>>> = {
  aws: createAwsTopic,
  whatsapp: createWhatsAppTopic,
}

/** Creates the carriers' own topics that feed the inbound queue besides the topic of texts. */
export const createInboundTopics = (
  keyOf: (words: string) => string,
): readonly (InboundTopic & { readonly carrier: CarrierName })[] =>
  carrierNames.flatMap((carrier) => {
    const topic = creators[carrier]?.(keyOf)
    return topic === undefined ? [] : [{ ...topic, carrier }]
  })
