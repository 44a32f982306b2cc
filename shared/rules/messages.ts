import { SegmentedMessage } from 'sms-segments-calculator'
import { countriesOf, messages } from '../messages/texts.ts'

export type Language = keyof typeof messages
export const languages = Object.keys(messages) as readonly Language[]

/** Wordings that a maintainer has written. Languages that are missing keep the project's texts. */
export type Wordings = { readonly [L in Language]?: readonly string[] | undefined }

const languageOfCountry: ReadonlyMap<string, Language> = new Map(
  languages.flatMap((language) => countriesOf[language].split(' ').map((country) => [country, language] as const)),
)

/** Returns the language of a reply: the country's if it has one language, else (BE, CH, CA, LU…) the line's. */
export const languageFor = (country: string | undefined, lineLanguage: Language): Language =>
  (country === undefined ? undefined : languageOfCountry.get(country)) ?? lineLanguage

/** Returns the text for a sender who has had `earlierReplies` replies: the next in the list, or else the last. */
export const replyText = (language: Language, earlierReplies: number, texts: Wordings = {}): string => {
  const list = texts[language] ?? messages[language]
  return list[Math.min(earlierReplies, list.length - 1)] ?? messages[language][0]
}

/** Returns whether a text is pure GSM-7, and how many parts it is billed as. */
export const smsParts = (text: string): { readonly gsm7: boolean; readonly parts: number } => {
  const message = new SegmentedMessage(text)
  return { gsm7: message.encodingName === 'GSM-7', parts: message.segmentsCount }
}
