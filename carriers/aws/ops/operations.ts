import { tried } from '../../../ops/checks/check.ts'
import { checkTopics } from '../../../ops/checks/topics.ts'
import type { CarrierOperations } from '../../carrier-operations.ts'
import { attachNumber } from './attach.ts'
import { checkDelivery } from './check-delivery.ts'
import { checkDryRuns } from './check-dry-runs.ts'
import { checkLines } from './check-numbers.ts'

export const awsOperations: CarrierOperations = {
  attach: attachNumber,
  checks: (deployment) => [
    tried('Lines', () => checkLines(deployment)),
    tried('Dry runs', () => checkDryRuns(deployment)),
    tried('Delivery reports', () => checkDelivery(deployment)),
    tried('Topic policy', () => checkTopics(deployment)),
  ],
}
