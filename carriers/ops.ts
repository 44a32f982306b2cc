import { awsOperations } from './aws/ops/operations.ts'
import type { CarrierOperations } from './carrier-operations.ts'
import type { CarrierName } from './registry.ts'
import { simOperations } from './sim/ops/operations.ts'

export const carrierOperations: Readonly<Record<CarrierName, CarrierOperations>> = {
  aws: awsOperations,
  sim: simOperations,
}
