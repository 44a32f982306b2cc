import { en } from '../messages/en.ts'
import { fr } from '../messages/fr.ts'

/** Every language the number can answer in, each with its replies: the first one, then those for later windows. */
const messages = { fr, en }

export type Language = keyof typeof messages
export const languages = Object.keys(messages) as readonly Language[]

/** A maintainer's own wording; a language that is missing here keeps the project's. */
export type Texts = { readonly [L in Language]?: readonly string[] | undefined }

/** Settings and tests refuse a text that needs more than this. */
export const partsPerReply = 1

const languageOfCountry: { readonly [country: string]: Language } = {
  ...Object.fromEntries(
    ['FR', 'MC', 'GF', 'GP', 'MQ', 'RE', 'YT', 'PM', 'BL', 'MF', 'NC', 'PF', 'WF'].map((c) => [c, 'fr']),
  ),
  ...Object.fromEntries(['GB', 'IE', 'US', 'AU', 'NZ', 'GG', 'IM', 'JE', 'GI'].map((c) => [c, 'en'])),
}

/** A country with one language decides; one with several (BE, CH, CA, LU) leaves it to the line. */
export const languageFor = (country: string | undefined, lineLanguage: Language): Language =>
  (country === undefined ? undefined : languageOfCountry[country]) ?? lineLanguage

/** The text for a sender who has had `earlierReplies`: each window the next one, then the last one for good. */
export const replyText = (language: Language, earlierReplies: number, texts: Texts = {}): string => {
  const list = texts[language] ?? messages[language]
  return list[Math.min(earlierReplies, list.length - 1)] ?? messages[language][0]
}
