import { simServiceNames } from '../services/http-sms/service-names.ts'
import { whatsappServiceNames } from '../services/social-messaging/service-names.ts'

const names = [...simServiceNames, ...whatsappServiceNames] as const

/** The names of the carriers' services in the embedded cloud, as faults and calls use them. */
export type CarrierServiceName = (typeof names)[number]
