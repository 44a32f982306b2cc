import type { InboundPayload } from '../../../shared/rules/inbound-sms.ts'

/** Where texts come in, of all carriers. Twice is harmless: a text is known by its id. */
export type InboundTopic = { readonly publish: (payload: InboundPayload) => Promise<void> }

/** Whether a token was made by httpSMS, for this domain and our account, and holds now. Throws when its key can't be read. */
export type VerifyToken = (token: string, domainName: string) => Promise<boolean>
