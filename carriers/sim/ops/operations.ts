import { tried } from '../../../ops/checks/check.ts'
import type { StageAccess } from '../../../ops/deployment.ts'
import { inTotal } from '../../../ops/list-prices.ts'
import { carriersOf } from '../../../settings/lines.ts'
import { Refusal } from '../../../settings/refusal.ts'
import type { CarrierOperations } from '../../carrier-operations.ts'
import { carriers } from '../../index.ts'
import { simLinesOf } from '../settings/lines.ts'
import { attachSim } from './attach.ts'
import { checkSimLines } from './check-lines.ts'
import { simMonthly } from './list-prices.ts'
import { deployFirst, simOutputsOf } from './outputs.ts'
import { phoneStatus } from './status.ts'

export const simOperations: CarrierOperations = {
  attach: async (context, deployment, number) => {
    const sim = simOutputsOf(deployment)
    const line = simLinesOf(deployment.settings).find((one) => one.number === number)
    if (sim === undefined || line === undefined) throw new Refusal(deployFirst(deployment))
    await attachSim(context, deployment, sim, line)
  },
  attachHelp: [
    'Of a number with a SIM, if settings say so, the phone runs httpSMS, whose API key is taken from HTTPSMS_API_KEY the',
    'first time, and kept in the stack.',
  ],
  checksBeforehand: () => [],
  checks: (deployment) => [tried('httpSMS', () => checkSimLines(deployment))],
  // The webhook needs two concurrent executions, since only httpSMS should call it. If settings reserve concurrency for it, it
  // needs none of what is left for other functions.
  concurrency: (access) => (isFloodable(access) ? { processes: 2, remark: floodable } : { processes: 0, remark: '' }),
  functions: (deployment) => {
    const sim = simOutputsOf(deployment)
    return sim === undefined ? [] : [{ name: 'sim-webhook', ...sim }]
  },
  status: phoneStatus,
  monthlyUsd: (deployment) => (simOutputsOf(deployment) === undefined ? 0 : inTotal(simMonthly)),
  estimates: async () => [],
  costRemarks: (settings) => [
    [
      'What SIMs send and receive is not in this: their contracts and the plan of httpSMS say what that costs.',
      ...(carriersOf(settings).some((carrier) => carriers[carrier].billsParts)
        ? ['But texts received are counted, and priced, for all lines.']
        : []),
    ].join(' '),
  ],
}

const isFloodable = ({ settings }: StageAccess): boolean => settings.httpSms.webhookConcurrency === undefined

const floodable =
  '; a flood of requests to the webhook can use up all of it, unless httpSms.webhookConcurrency bounds that'
