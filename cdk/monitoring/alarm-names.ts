/** Each alarm has a section of this name in docs/runbook.md. Ten at most: more would not be read. */
export const alarmNames = [
  'dead-letters',
  'siege',
  'over-budget',
  'spending',
  'lost-replies',
  'malformed-texts',
  'function-errors',
  'throttles',
  'many-texts',
  'delivery-success',
] as const
export type AlarmName = (typeof alarmNames)[number]
