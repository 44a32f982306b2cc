import { carrierNames, carriers } from '../../../carriers/registry.ts'
import type { Subject } from '../../../ops/card/leaflet/section.ts'
import type { Language, Texts } from '../../../shared/rules/messages.ts'
import { example } from '../../cdk/synthesised.ts'

type Changes = Partial<Subject['settings']> & {
  readonly number?: string
  readonly language?: Language
  readonly ownCountryOnly?: boolean
  readonly name?: string
  readonly remark?: string
  readonly texts?: readonly Texts[]
}

/** The subject of a leaflet: by default, a number that Belgian phones can write to. */
export const subjectOf = ({
  number = '+32460000000',
  language = 'fr',
  ownCountryOnly = false,
  name = 'Alex',
  remark = '',
  texts = [{}],
  ...settings
}: Changes = {}): Subject => ({
  line: {
    number,
    language,
    carriers: carrierNames.filter((name) => carriers[name].ownCountryOnly === ownCountryOnly),
    texts,
  },
  settings: { ...example, countries: ['BE'], ...settings },
  name,
  remark: () => remark,
})

/** The text that a reader sees, without running the script. */
export const seenIn = (page: string): string =>
  page
    .replaceAll(/<(style|script|title)>.*?<\/\1>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replaceAll(/[ \n]+/g, ' ')
    .replaceAll(/ (?=[.,])/g, '')
