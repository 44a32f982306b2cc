import { differences } from '../../settings/differences.ts'
import { fileIn } from '../../settings/outputs.ts'
import { Refusal } from '../../settings/refusal.ts'
import type { Deployment } from '../deployment.ts'
import { type Check, ok, remark } from './check.ts'

/** Says what deploying the settings file here would change. Which of two copies is older, their contents don't tell. */
export const checkFile = ({ stage, outputOf }: Deployment, file: string | undefined): readonly Check[] => {
  const deployed = fileIn(outputOf)
  if (deployed === undefined || file === undefined) return []
  const what = { what: `settings/${stage}.json`, id: 'Settings file' }
  try {
    const changes = differences(stage, deployed, file)
    return [
      changes.length === 0
        ? ok(what, 'as it is deployed')
        : remark(what, `not as it is deployed; npx cdk deploy would change: ${changes.join('; ')}`),
    ]
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [remark(what, `can't be deployed: ${error.message}`)]
  }
}

export const checkVersion = ({ versions }: Pick<Deployment, 'versions'>): readonly Check[] =>
  versions === undefined ? [] : [remark('Version', versions)]
