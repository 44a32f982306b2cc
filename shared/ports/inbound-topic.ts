import type { InboundPayload } from '../rules/inbound-sms.ts'

/** Where texts come in, of all carriers. Twice is harmless: a text is known by its id. */
export type InboundTopic = { readonly publish: (payload: InboundPayload) => Promise<void> }
