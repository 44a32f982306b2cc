import { readFileSync } from 'node:fs'

import type { Check } from '../../ops/checks/check.ts'
import { createClients } from '../../ops/clients.ts'
import type { StageAccess } from '../../ops/deployment.ts'
import { checkSettings } from '../../settings/read.ts'
import { type startOperated, unpaced } from './operated-number.ts'

type Operated = Awaited<ReturnType<typeof startOperated>>

/** The checks of doctor, also by state. */
export const checksOf = async (number: Operated, ...args: readonly string[]) => {
  const { out, exitCode } = await number.ops(['doctor', '--json', ...args])
  const checks: readonly Check[] = JSON.parse(out)
  const inState = (state: Check['state']) => checks.filter((check) => check.state === state).map(({ what }) => what)
  return { exitCode, toFix: inState('fix'), unknown: inState('unknown'), remarks: inState('remark'), checks }
}
export const sayOf = ({ checks }: Awaited<ReturnType<typeof checksOf>>, what: string): string | undefined =>
  checks.find((check) => check.what === what)?.say

/** Settings as parsed from the file, before any check. */
export const rawSettings = (stage: string) =>
  JSON.parse(readFileSync(new URL(`../../settings/${stage}.json`, import.meta.url), 'utf8'))

/** A deployment of the stage `local` whose settings differ from those that its stack was deployed with. */
export const accessOf = ({ cloud }: Operated, settings: object): StageAccess => ({
  stage: 'local',
  local: true,
  stackName: 'AntiRelou-local',
  command: 'doctor',
  settings: checkSettings(settings, 'settings/local.json'),
  aws: createClients(
    {
      region: cloud.region,
      endpoint: cloud.endpoint,
      credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
    },
    undefined,
    unpaced,
  ),
  localEndpoint: () => cloud.endpoint,
  variable: () => undefined,
  now: Date.now,
  wait: async () => {},
})
