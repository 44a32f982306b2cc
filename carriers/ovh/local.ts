import { type Cloud, placed } from '../../emulator/index.ts'
import type { LocalCarrier } from '../../local/carrier.ts'
import { pollAtOnce } from '../../local/polling.ts'
import type { Settings } from '../../settings/schema.ts'
import type { OvhKey } from './api.ts'
import { functionsRules, peoplesRules } from './ops/keys.ts'
import { ovhNumbersOf } from './settings.ts'
import type { OvhOptions } from './stand-in/account.ts'
import { ovh } from './stand-in/api.ts'

const keyOf = (consumerKey: string): OvhKey => ({ applicationKey: 'local', applicationSecret: 'local', consumerKey })

/** The account of a stage at OVHcloud, whose keys are known. */
export const ovhOptionsOf = (settings: Settings): OvhOptions => ({
  serviceName: settings.ovh.serviceName ?? '',
  numbers: ovhNumbersOf(settings),
  keys: [
    { ...keyOf('functions'), rules: functionsRules(settings.ovh.serviceName ?? '') },
    { ...keyOf('people'), rules: peoplesRules(settings.ovh.serviceName ?? '') },
  ],
  creditsLeft: 2000,
})

export const ovhLocal: LocalCarrier = {
  standIn: (settings) => (ovhNumbersOf(settings).length === 0 ? undefined : placed(ovh, ovhOptionsOf(settings))),
  attach: (cloud, settings) => {
    const numbers = ovhNumbersOf(settings)
    if (numbers.length > 0) attachNumbers(cloud, numbers)
  },
  refused: { service: 'ovh', action: 'CreateJob', effect: { error: 'AccessDeniedException', status: 403 } },
  banner: (endpoint) => [`OVH     ${endpoint}/ovh/1.0 (application "local", secret "local")`],
}

/** Gives the stack its keys, as `attach` would, and polls at once when a phone has sent or got something. */
const attachNumbers = (cloud: Cloud, numbers: readonly string[]): void => {
  const { stack, serviceOf } = cloud
  const { OvhFunctionsKeyArn = '', OvhPeoplesKeyArn = '', OvhScheduleName = '' } = stack.outputs
  stack.secrets.replace(OvhFunctionsKeyArn, JSON.stringify(keyOf('functions')))
  stack.secrets.replace(OvhPeoplesKeyArn, JSON.stringify(keyOf('people')))
  pollAtOnce(cloud, OvhScheduleName, numbers, () => serviceOf(ovh)?.waiting() ?? 0)
}
