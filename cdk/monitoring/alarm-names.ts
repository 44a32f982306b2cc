import { hasAwsLine } from '../../carriers/aws/settings/lines.ts'
import { hasSimLine } from '../../carriers/sim/rules/line.ts'
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

/** The alarms of a stage: AWS bills no part that a SIM sends, and without a SIM there is no phone to look after. */
export const alarmNamesOf = (settings: Settings): readonly AlarmName[] => {
  const absent = [hasAwsLine(settings) ? undefined : 'spending', hasSimLine(settings) ? undefined : 'phone-offline']
  return alarmNames.filter((name) => !absent.includes(name))
}
