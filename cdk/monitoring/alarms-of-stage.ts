import type { OwnAlarm } from '../../carriers/carrier-monitoring.ts'
import { carrierMonitoring } from '../../carriers/cdk.ts'
import { carriers } from '../../carriers/registry.ts'
import { carriersOf } from '../../settings/carriers.ts'
import type { Settings } from '../../settings/schema.ts'
import { type AlarmName, alarmNames } from './alarm-names.ts'

/** An alarm of a stage, which may be one of a carrier's own. */
export type StageAlarm = { readonly name: AlarmName; readonly own?: undefined } | CarrierAlarm
type CarrierAlarm = { readonly name: string; readonly own: OwnAlarm }

/** The alarms of a stage: the own ones of its carriers, and those that every stage has. Without a carrier that costs money, nothing is spent. */
export const alarmsOf = (settings: Settings): readonly StageAlarm[] => {
  const present = carriersOf(settings)
  const ofCarriers = present.flatMap((carrier) =>
    Object.entries(carrierMonitoring[carrier].ownAlarms).map(([name, own]) => ({ name, own })),
  )
  const isPaid = present.some((carrier) => carriers[carrier].paid)
  return alarmNames
    .filter((name) => name !== 'spending' || isPaid)
    .flatMap((name): readonly StageAlarm[] => (name === 'line-refused' ? [{ name }, ...ofCarriers] : [{ name }]))
}

export const alarmNamesOf = (settings: Settings): readonly string[] => alarmsOf(settings).map(({ name }) => name)
