import { awsMonitoring } from './aws/cdk/monitoring.ts'
import { createAwsResources } from './aws/cdk/resources.ts'
import type { CarrierMonitoring } from './carrier-monitoring.ts'
import type { CreateCarrierResources } from './carrier-resources.ts'
import type { CarrierName } from './index.ts'
import { simMonitoring } from './sim/cdk/monitoring.ts'
import { createSimResources } from './sim/cdk/resources.ts'
import { whatsappMonitoring } from './whatsapp/cdk/monitoring.ts'
import { createWhatsAppResources } from './whatsapp/cdk/resources.ts'

export const carrierMonitoring: Readonly<Record<CarrierName, CarrierMonitoring>> = {
  aws: awsMonitoring,
  sim: simMonitoring,
  whatsapp: whatsappMonitoring,
}

export const createCarrierResources: Readonly<Record<CarrierName, CreateCarrierResources>> = {
  aws: createAwsResources,
  sim: createSimResources,
  whatsapp: createWhatsAppResources,
}
