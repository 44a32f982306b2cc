import { countBy, readMetrics } from '../../../ops/cloudwatch.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { momentOf } from '../../../ops/words.ts'
import { hour, minute } from '../../../shared/rules/timing.ts'
import type { CarrierStatus } from '../../carrier-operations.ts'
import { hasSimLine } from '../rules.ts'
import { simMetricNames } from '../traits.ts'
import { simOutputsOf } from './outputs.ts'

/** When a SIM line's phone was first found offline in the last hour (ISO 8601); null if none was. */
export const phoneStatus = async (deployment: Deployment): Promise<CarrierStatus> => {
  const phoneMissedSince = await findMissedPhone(deployment)
  return {
    rows: hasSimLine(deployment.settings) ? [['Phones', wordsFor(phoneMissedSince)]] : [],
    fields: { phoneMissedSince },
  }
}

const findMissedPhone = async (deployment: Deployment): Promise<string | null> => {
  if (simOutputsOf(deployment) === undefined) return null
  const wanted = { missed: countBy(deployment, simMetricNames.phoneOffline) }
  const { missed } = await readMetrics(deployment, wanted, deployment.now() - hour, 5 * minute)
  const first = missed.find(({ value }) => value > 0)
  return first === undefined ? null : new Date(first.time).toISOString()
}

const wordsFor = (missedSince: string | null): string =>
  missedSince === null
    ? 'none was missed in the last hour'
    : `one was MISSED in the last hour, first at ${momentOf(missedSince)}: see doctor`
