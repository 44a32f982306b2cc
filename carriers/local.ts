import { awsStandIn } from './aws/local/stand-in.ts'
import type { CarrierStandIn } from './carrier-stand-in.ts'
import type { CarrierName } from './registry.ts'
import { simStandIn } from './sim/local/stand-in.ts'
import { whatsappStandIn } from './whatsapp/local/stand-in.ts'

export const carrierStandIns: Readonly<Record<CarrierName, CarrierStandIn>> = {
  aws: awsStandIn,
  sim: simStandIn,
  whatsapp: whatsappStandIn,
}
