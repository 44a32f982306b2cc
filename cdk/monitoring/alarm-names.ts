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
