import { operatorLanguageOf } from '../../settings/operators.ts'
import type { Settings } from '../../settings/schema.ts'
import { carriers as traits } from '../../shared/rules/carriers.ts'
import type { StageCarrier } from '../carrier.ts'
import { type AlarmName, type AlarmWords, commonAlarms, type OwnAlarm } from './alarm.ts'
import { carrierWordsOf, wordsOf } from './words/words.ts'

/** An alarm of a stage. `own` is set if it belongs to a carrier. */
type StageAlarm = { readonly name: AlarmName; readonly own?: undefined } | CarrierAlarm
type CarrierAlarm = { readonly name: string; readonly own: OwnAlarm }

/** The alarms of a stage: the common ones and those of its carriers. Without a carrier that costs money, there is no `spending` alarm. */
export const alarmsOf = (carriers: readonly StageCarrier[]): readonly StageAlarm[] => {
  const ofCarriers = carriers.flatMap(({ ownAlarms = {} }) =>
    Object.entries(ownAlarms).map(([name, own]) => ({ name, own })),
  )
  const isPaid = carriers.some(({ name }) => traits[name].paid)
  return (Object.keys(commonAlarms) as AlarmName[])
    .filter((name) => name !== 'spending' || isPaid)
    .flatMap((name): readonly StageAlarm[] => (name === 'replies-refused' ? [{ name }, ...ofCarriers] : [{ name }]))
}

/**
 * The alarm's description, which its e-mail quotes. It has the command that shows more, as whoever is woken may type it anywhere, and the alarm's
 * section of the runbook, as a URL if the settings have one.
 */
export const describe = (
  alarm: StageAlarm,
  stage: string,
  settings: Settings,
  carriers: readonly StageCarrier[],
): string => {
  const { description, runbookFile } = wordsOf(settings)
  const { wait, first, hurt, means } =
    alarm.own === undefined ? wordsFor(alarm.name, settings, carriers) : alarm.own.words[operatorLanguageOf(settings)]
  const command = alarm.own === undefined ? commonAlarms[alarm.name] : alarm.own.command
  return [
    wait,
    description.first(`${first} (${command} --stage ${stage} --region ${settings.region})`),
    description.hurt(hurt),
    description.means(means),
    description.runbook(`${settings.runbookUrl ?? runbookFile}#${alarm.name}`),
  ].join('\n')
}

/** The alarm's own sentences and those that the stage's carriers add. */
const wordsFor = (name: AlarmName, settings: Settings, carriers: readonly StageCarrier[]): AlarmWords => {
  const words: Partial<AlarmWords> = wordsOf(settings).alarms[name]
  const ofCarriers = carriers.map((carrier) => carrierWordsOf(carrier, settings).alarms[name])
  const tell = (part: keyof AlarmWords): string =>
    [words, ...ofCarriers].flatMap((some) => some?.[part] ?? []).join(' ')
  return { wait: tell('wait'), hurt: tell('hurt'), means: tell('means'), first: tell('first') }
}
