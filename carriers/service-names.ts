import { simServiceNames } from './sim/local/service-names.ts'
import { whatsappServiceNames } from './whatsapp/local/service-names.ts'

const names = [...simServiceNames, ...whatsappServiceNames] as const

/** The names of the carriers' services in the embedded cloud, as faults and calls use them. */
export type CarrierServiceName = (typeof names)[number]
