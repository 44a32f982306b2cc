import type { CarrierService } from './carrier-service.ts'
import { simServices } from './sim/local/service.ts'

const services = [...simServices] as const

/** The names by which faults and calls know the services that the endpoint of the embedded cloud has for carriers. */
export type CarrierServiceName = (typeof services)[number]['name']

export const carrierServices: readonly (CarrierService & { readonly name: CarrierServiceName })[] = services

/** The service of that name; undefined for one of AWS. */
export const carrierService = (name: string): CarrierService | undefined =>
  carrierServices.find((service) => service.name === name)
