import { type Check, unsure, verdict } from '../../../ops/checks/check.ts'
import { readLogIfPossible } from '../../../ops/cloudwatch.ts'
import { attachCommandFor, type Deployment } from '../../../ops/deployment.ts'
import type { Translated } from '../../../settings/values.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { ovhNumbersOf } from '../settings.ts'

/** Polls come every minute, and what they log can be searched within another. */
const latelyMs = 3 * minute

/** Whether the functions' key was refused lately, by their log; undefined for whoever may not read that. */
export const arePollsRefused = async (deployment: Deployment): Promise<boolean | undefined> => {
  const logGroup = deployment.outputOf('OvhPollLogGroupName')
  if (logGroup === undefined) return false
  const lines = await readLogIfPossible(deployment, logGroup, 'OVH_40', deployment.now() - latelyMs)
  return lines?.some(({ line }) => /"OVH_40[13]"/.test(line))
}

export const pollsRefused = (deployment: Deployment): Translated => {
  const attach = attachCommandFor(ovhNumbersOf(deployment.settings)[0] ?? '', deployment)
  return {
    en: `no text is fetched, as OVHcloud refuses the functions' key: ${attach}`,
    fr: `aucun SMS n’arrive, car OVHcloud refuse la clé des fonctions\u00a0: ${attach}`,
  }
}

export const polls: Translated = { en: 'Polls of OVHcloud', fr: 'Relève chez OVHcloud' }

export const checkPolls = async (deployment: Deployment): Promise<readonly Check[]> => {
  return [judgePolls(await arePollsRefused(deployment), pollsRefused(deployment))]
}

/** Judges whether polls are refused, as it was read in the log; undefined if that was not read. */
export const judgePolls = (refused: boolean | undefined, remedy: Translated): Check =>
  refused === undefined
    ? unsure(polls, { en: 'the log was not read', fr: 'le journal n’a pas été lu' })
    : verdict(
        polls,
        !refused,
        { en: 'their key was not refused lately', fr: 'leur clé n’a pas été refusée récemment' },
        remedy,
      )
