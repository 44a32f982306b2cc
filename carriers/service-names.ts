import { simServiceNames } from './sim/local/service-names.ts'
import { whatsappServiceNames } from './whatsapp/local/service-names.ts'

const names = [...simServiceNames, ...whatsappServiceNames] as const

/** The names by which faults and calls know the services that the endpoint of the embedded cloud has for carriers. */
export type CarrierServiceName = (typeof names)[number]
