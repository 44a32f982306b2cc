/**
 * The alarms that a stage has whichever carriers its lines have; a carrier may add its own. Each has a section of this name in
 * docs/runbook.md. Eleven for one carrier at most: more would not be read.
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
