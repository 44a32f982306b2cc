import { awsPrice } from './aws/settings/price.ts'
import type { CarrierPrice } from './carrier-price.ts'
import type { CarrierName } from './index.ts'
import { simPrice } from './sim/settings/price.ts'
import { whatsappPrice } from './whatsapp/settings/price.ts'

export const carrierPrices: Readonly<Record<CarrierName, CarrierPrice>> = {
  aws: awsPrice,
  sim: simPrice,
  whatsapp: whatsappPrice,
}
