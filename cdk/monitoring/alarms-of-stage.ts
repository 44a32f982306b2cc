import { carrierMonitoring } from '../../carriers/cdk.ts'
import { carrierNames } from '../../carriers/registry.ts'
import { carriersOf } from '../../settings/carriers.ts'
import type { Settings } from '../../settings/schema.ts'
import { type AlarmName, alarmNames } from './alarm-names.ts'

/** The alarms of a stage: those of carriers that it has no line of are left out. */
export const alarmNamesOf = (settings: Settings): readonly AlarmName[] => {
  const present = carriersOf(settings)
  const absent = carrierNames.filter((carrier) => !present.includes(carrier))
  const left = absent.flatMap((carrier) => carrierMonitoring[carrier].ownAlarms)
  return alarmNames.filter((name) => !left.includes(name))
}
