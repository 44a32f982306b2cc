import type { Language } from '../../shared/rules/messages.ts'
import { type Channel, channelsOf, type Helpline, sendsHelp, speaks } from './helplines.ts'
import { wordsIn } from './languages.ts'

/** What must be known before a call: for what, where, in which language if not in the reader's, and when. */
export const aboutHelpline = (one: Helpline, language: Language): string =>
  [purposeOf(one, language), sendsHelp(one) ? '' : hoursOf(one, channelsOf(one)[0], language)]
    .filter(Boolean)
    .join(', ')

/** The same without the hours. */
export const purposeOf = (one: Helpline, language: Language): string => {
  const { causes, regions, press, beforehand } = wordsIn[language].helplines
  const cause = `${causes[one.for]}${one.press === undefined ? '' : press.replace('{}', one.press)}`
  const spoken = sendsHelp(one) ? undefined : languagesOf(one, language)
  return [cause, one.region && regions[one.region], one.beforehand && beforehand, spoken].filter(Boolean).join(', ')
}

type Way = {
  /** Such as "chat 3018.fr", in which the place is "3018.fr". */
  readonly words: string
  readonly place: string
  /** Where a touch calls or writes. */
  readonly address?: string
  /** Where a touch opens a page, which stays in a history. */
  readonly site?: string
}

/** The ways to reach them, the first of which is told before the others. Others have hours of their own beside them. */
export const waysTo = (one: Helpline, language: Language): readonly Way[] => {
  const { chat, app } = wordsIn[language].helplines
  const names = { call: '', text: 'SMS ', whatsapp: 'WhatsApp ', chat: `${chat} `, app: `${app} ` }
  return channelsOf(one).map((channel, _, [first]) => {
    const place = one[channel] ?? ''
    const hours = hoursOf(one, channel, language)
    const beside = [channel === 'text' && one.say, hours !== hoursOf(one, first, language) && hours]
    const known = beside.filter(Boolean).join(', ')
    return { words: `${names[channel]}${place}${known && ` (${known})`}`, place, ...addressOf(channel, place) }
  })
}

const addressOf = (channel: Channel, place: string): Pick<Way, 'address' | 'site'> => {
  if (channel === 'call') return { address: `tel:${place.replaceAll(' ', '')}` }
  if (channel === 'text') return { address: `sms:${place.replaceAll(' ', '')}` }
  return channel === 'chat' ? { site: `https://${place}` } : {}
}

/** Names two languages of many, and all of few: a card has no room for more. */
const languagesOf = (one: Helpline, language: Language): string | undefined => {
  if (speaks(one, language)) return undefined
  const { others, unknownLanguage } = wordsIn[language].helplines
  if (one.languages === undefined) return unknownLanguage
  const names = new Intl.DisplayNames(language, { type: 'language' })
  const named = one.languages.filter((code) => code !== 'mul')
  const many = named.length < one.languages.length
  const said = named.slice(0, many ? 2 : undefined).map((code) => names.of(code))
  return [...said, ...(many ? [others] : [])].join(', ')
}

/** Puts the hours of the data into words of the language: "Mon-Thu 8-20" becomes "lun.–jeu. 8–20 h". */
const hoursOf = ({ hours }: Helpline, channel: Channel | undefined, language: Language): string => {
  const { always, unknownHours, holidays, clock } = wordsIn[language].helplines
  const said = channel && hours?.[channel]
  if (said === undefined) return unknownHours
  return said
    .replaceAll(/[MTWFS][a-z]{2}\b/g, (day) => nameOf(day, language))
    .replaceAll('-', '–')
    .replaceAll(/\d+–\d+/g, (hours) => clock.replace('{}', hours))
    .replace('except holidays', holidays)
    .replace('24/7', always)
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The name of a day. The first of January 2024 was a Monday. */
const nameOf = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 1 + days.indexOf(day)),
  )
