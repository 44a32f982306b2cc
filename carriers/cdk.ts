import { awsMonitoring } from './aws/cdk/monitoring.ts'
import type { CarrierMonitoring } from './carrier-monitoring.ts'
import type { CarrierName } from './registry.ts'
import { simMonitoring } from './sim/cdk/monitoring.ts'

export const carrierMonitoring: Readonly<Record<CarrierName, CarrierMonitoring>> = {
  aws: awsMonitoring,
  sim: simMonitoring,
}
