import type { Check } from './checks/check.ts'
import { readAlarms } from './cloudwatch.ts'
import type { Deployment } from './deployment.ts'
import type { Machine } from './machine.ts'
import type { Shown } from './rehearsal/rehearsal.ts'
import type { FutureStage } from './stage.ts'

/** What an issue may say, made of what is listed here: no number, address, ARN, country or name that was given. */
export const readShared = async (
  access: Deployment | FutureStage,
  checks: readonly Check[],
  { version, platform }: Pick<Machine, 'version' | 'platform'>,
) => {
  const { lines } = access.settings
  const deployed = 'outputs' in access ? access : undefined
  return {
    commands: versionAsShared(version),
    deployed: deployed && versionAsShared(deployed.outputOf('Version')),
    platform,
    lines: counted(lines.map(({ carrier }) => carrier)),
    checks: byState(checks.map(({ state, id }) => [state, id])),
    alarms: deployed && (await readAlarmStates(deployed)),
  }
}

/** What an issue may say of a rehearsal, made of what is listed here: why a promise is broken is not. */
export const sharedRehearsal = (
  { settings, region, outputOf }: Deployment,
  { version, platform }: Pick<Machine, 'version' | 'platform'>,
  shown: readonly Shown[],
  steps: number,
) => ({
  commands: versionAsShared(version),
  deployed: versionAsShared(outputOf('Version')),
  platform,
  region,
  lines: counted(settings.lines.map(({ carrier }) => carrier)),
  promises: shown.map(({ promise, state, shownBy, seconds }) => ({
    promise,
    state,
    seconds,
    ...(state === 'unknown' && { error: /^[A-Z][A-Za-z]{0,59}$/.test(shownBy) ? shownBy : 'other' }),
  })),
  untried: steps - shown.length,
})

/** Prints as JSON that a person may read before they hand it on. */
export const asJson = (found: object): string => JSON.stringify(found, null, 2)

/** Tags and branches of a fork have names that somebody has given. */
const versionAsShared = (version = 'unknown'): string =>
  /^(\d+\.\d+\.\d+(-\d+-g[0-9a-f]+)?|[0-9a-f]{7,40})(-dirty)?$/.test(version) ? version : 'other'

const counted = (names: readonly string[]): string =>
  [...Map.groupBy(names, (name) => name)]
    .map(([name, { length }]) => (length === 1 ? name : `${length} × ${name}`))
    .join(', ')

const byState = (named: readonly (readonly [state: string, name: string])[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...Map.groupBy(named, ([state]) => state)].map(([state, some]) => [state, counted(some.map(([, name]) => name))]),
  )

const readAlarmStates = async (deployment: Deployment) => {
  const alarms = await readAlarms(deployment)
  // Whoever makes an alarm by hand gives it a name.
  const ours = deployment.outputs.AlarmNames.split(' ')
  return byState(
    alarms.map(({ AlarmName = '', StateValue = '' }) => {
      const name = AlarmName.slice(deployment.stackName.length + 1)
      return [StateValue, ours.includes(name) ? name : 'other']
    }),
  )
}
