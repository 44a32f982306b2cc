import { awsStandIn } from './aws/local.ts'
import type { CarrierStandIn } from './carrier-stand-in.ts'
import type { CarrierName } from './registry.ts'
import { simStandIn } from './sim/local.ts'
import { whatsappStandIn } from './whatsapp/local.ts'

export const carrierStandIns: Readonly<Record<CarrierName, CarrierStandIn>> = {
  aws: awsStandIn,
  sim: simStandIn,
  whatsapp: whatsappStandIn,
}
