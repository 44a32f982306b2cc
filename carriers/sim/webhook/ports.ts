import type { InboundPayload } from '../../../shared/rules/inbound-sms.ts'

/** The topic for the texts of all carriers. Publishing a text twice is harmless, because it is recognised by its id. */
export type InboundTopic = { readonly publish: (payload: InboundPayload) => Promise<void> }

/** Whether a token is valid now and was made by httpSMS for this domain and our account. Throws if the key can't be read. */
export type VerifyToken = (token: string, domainName: string) => Promise<boolean>
