import type { CarrierService } from './carrier-service.ts'
import { simServices } from './sim/local/service.ts'
import { whatsappServices } from './whatsapp/local/service.ts'

/** The services that the endpoint of the embedded cloud has for carriers. */
export const carrierServices: readonly CarrierService[] = [...simServices, ...whatsappServices]

/** The service of that name; undefined for one of AWS. */
export const carrierService = (name: string): CarrierService | undefined =>
  carrierServices.find((service) => service.name === name)
