import type { StageAccess } from '../ops/deployment.ts'
import { carriersOf } from '../settings/lines.ts'
import { awsOperations } from './aws/ops/operations.ts'
import type { CarrierOperations } from './carrier-operations.ts'
import type { CarrierName } from './index.ts'
import { simOperations } from './sim/ops/operations.ts'
import { whatsappOperations } from './whatsapp/ops/operations.ts'

export const carrierOperations: Readonly<Record<CarrierName, CarrierOperations>> = {
  aws: awsOperations,
  sim: simOperations,
  whatsapp: whatsappOperations,
}

/** The operations of the carriers that a stage has lines of. */
export const operationsOf = ({ settings }: Pick<StageAccess, 'settings'>): readonly CarrierOperations[] =>
  carriersOf(settings).map((carrier) => carrierOperations[carrier])
