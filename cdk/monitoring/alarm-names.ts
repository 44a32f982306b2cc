/**
 * The alarms that stages have whatever the carriers of their lines; a carrier may add its own. Each has a section of the same name in
 * docs/runbook.md. A stage with one carrier has eleven at most, because more would not be read.
 */
export const alarmNames = [
  'dead-letters',
  'siege',
  'over-budget',
  'month-ahead',
  'spending',
  'lost-replies',
  'line-refused',
  'malformed-texts',
  'function-errors',
  'many-texts',
  'delivery-success',
] as const
export type AlarmName = (typeof alarmNames)[number]
