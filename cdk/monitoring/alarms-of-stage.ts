import type { OwnAlarm } from '../../carriers/carrier-monitoring.ts'
import { carrierMonitoring } from '../../carriers/cdk.ts'
import { carriers } from '../../carriers/registry.ts'
import { carriersOf } from '../../settings/lines.ts'
import type { Settings } from '../../settings/schema.ts'
import { type AlarmName, alarmNames } from './alarm-names.ts'

/** An alarm of a stage. `own` is set if it belongs to a carrier. */
export type StageAlarm = { readonly name: AlarmName; readonly own?: undefined } | CarrierAlarm
type CarrierAlarm = { readonly name: string; readonly own: OwnAlarm }

/** The alarms of a stage: the common ones and those of its carriers. Without a carrier that costs money, there is no `spending` alarm. */
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
