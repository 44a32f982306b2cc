import { carrierMonitoring } from '../../carriers/cdk.ts'
import { carrierNames } from '../../carriers/registry.ts'
import { carriersOf } from '../../settings/carriers.ts'
import type { Settings } from '../../settings/schema.ts'

/** Each alarm has a section of this name in docs/runbook.md. Eleven for one kind of carrier at most: more would not be read. */
export const alarmNames = [
  'dead-letters',
  'siege',
  'over-budget',
  'month-ahead',
  'spending',
  'lost-replies',
  'line-refused',
  'phone-offline',
  'malformed-texts',
  'function-errors',
  'many-texts',
  'delivery-success',
] as const
export type AlarmName = (typeof alarmNames)[number]

/** The alarms of a stage: those of carriers that it has no line of are left out. */
export const alarmNamesOf = (settings: Settings): readonly AlarmName[] => {
  const present = carriersOf(settings)
  const absent = carrierNames.filter((carrier) => !present.includes(carrier))
  const left = absent.flatMap((carrier) => carrierMonitoring[carrier].ownAlarms)
  return alarmNames.filter((name) => !left.includes(name))
}
