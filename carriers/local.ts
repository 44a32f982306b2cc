import { awsLocal } from './aws/local.ts'
import type { LocalCarrier } from './carrier-local.ts'
import type { CarrierName } from './index.ts'
import { simLocal } from './sim/local.ts'
import { whatsappLocal } from './whatsapp/local.ts'

export const localCarriers: Readonly<Record<CarrierName, LocalCarrier>> = {
  aws: awsLocal,
  sim: simLocal,
  whatsapp: whatsappLocal,
}
