import { tried } from '../../../ops/checks/check.ts'
import type { CarrierOperations } from '../../carrier-operations.ts'
import { attachNumber } from './attach.ts'
import { checkDelivery } from './check-delivery.ts'
import { checkDryRuns } from './check-dry-runs.ts'
import { checkFutureLines, checkLines } from './check-numbers.ts'
import { checkTopics } from './check-topics.ts'

export const awsOperations: CarrierOperations = {
  attach: attachNumber,
  attachHelp: [],
  checksBeforehand: (access) => [tried('Lines', () => checkFutureLines(access))],
  checks: (deployment, tell) => [
    tried('Lines', () => checkLines(deployment)),
    tried('Dry runs', () => checkDryRuns(deployment, tell)),
    tried('Delivery reports', () => checkDelivery(deployment)),
    tried('Topic policy', () => checkTopics(deployment)),
  ],
  concurrency: () => ({ processes: 0, remark: '' }),
  functions: () => [],
  status: async () => ({ rows: [], fields: {} }),
  monthlyUsd: () => 0,
  estimates: async () => [],
  costRemarks: () => [],
}
