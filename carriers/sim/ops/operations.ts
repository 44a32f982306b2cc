import { tried } from '../../../ops/checks/check.ts'
import { deployFirst } from '../../../ops/lines.ts'
import { Refusal } from '../../../settings/refusal.ts'
import type { CarrierOperations } from '../../carrier-operations.ts'
import { simLinesOf } from '../settings/lines.ts'
import { attachSim } from './attach.ts'
import { checkSimLines } from './check-lines.ts'

export const simOperations: CarrierOperations = {
  attach: async (context, deployment, number) => {
    const { sim, settings } = deployment
    const line = simLinesOf(settings).find((one) => one.number === number)
    if (sim === undefined || line === undefined) throw new Refusal(deployFirst(deployment))
    await attachSim(context, { ...deployment, sim }, line)
  },
  checks: (deployment) => [tried('httpSMS', () => checkSimLines(deployment))],
}
