import { simServices } from '../services/http-sms/service.ts'
import { whatsappServices } from '../services/social-messaging/service.ts'
import type { CarrierService } from './carrier-service.ts'

/** The carriers' services in the embedded cloud. */
export const carrierServices: readonly CarrierService[] = [...simServices, ...whatsappServices]

/** The carrier service with that name. Returns undefined for an AWS service. */
export const carrierService = (name: string): CarrierService | undefined =>
  carrierServices.find((service) => service.name === name)
