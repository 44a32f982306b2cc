import type { AlarmWords } from '../../carriers/carrier-monitoring.ts'
import { carriersOf } from '../../settings/lines.ts'
import { operatorLanguageOf } from '../../settings/operator-language.ts'
import type { Settings } from '../../settings/schema.ts'
import type { AlarmName } from './alarm-names.ts'
import type { StageAlarm } from './alarms-of-stage.ts'
import { carrierWordsOf, wordsOf } from './words/words.ts'

/** The alarm's description, which its e-mail quotes. It names the alarm's section of the runbook, as a URL if the settings have one. */
export const describe = (alarm: StageAlarm, settings: Settings): string => {
  const { description, runbookFile } = wordsOf(settings)
  const { first, hurt, means } =
    alarm.own === undefined ? wordsFor(alarm.name, settings) : alarm.own.words[operatorLanguageOf(settings)]
  return [
    description.first(first),
    description.hurt(hurt),
    description.means(means),
    description.runbook(`${settings.runbookUrl ?? runbookFile}#${alarm.name}`),
  ].join('\n')
}

/** The alarm's own sentences and those that the stage's carriers add. */
const wordsFor = (name: AlarmName, settings: Settings): AlarmWords => {
  const words: Partial<AlarmWords> = wordsOf(settings).alarms[name]
  const ofCarriers = carriersOf(settings).map((carrier) => carrierWordsOf(carrier, settings).alarms[name])
  const tell = (part: keyof AlarmWords): string =>
    [words, ...ofCarriers].flatMap((some) => some?.[part] ?? []).join(' ')
  return { hurt: tell('hurt'), means: tell('means'), first: tell('first') }
}
