import { SegmentedMessage } from 'sms-segments-calculator'
import { de, en, es, fr, it, nl } from '../messages/texts.ts'

/** The replies in every language: the first reply, then those for senders who text again in a later window. */
const messages = { fr, en, de, es, it, nl }

export type Language = keyof typeof messages
export const languages = Object.keys(messages) as readonly Language[]

/** Wordings that a maintainer has written. Languages that are missing keep the project's texts. */
export type Wordings = { readonly [L in Language]?: readonly string[] | undefined }

/** Countries (ISO 3166) where everybody who texts can be expected to read the language. */
const countriesOf: { readonly [L in Language]: string } = {
  fr: 'FR MC GF GP MQ RE YT PM BL MF NC PF WF',
  en: 'GB IE US AU NZ GG IM JE GI',
  de: 'DE AT LI',
  es: 'ES AR BO CL CO CR CU DO EC GT HN MX NI PA PE PY SV UY VE',
  it: 'IT SM VA',
  nl: 'NL',
}

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
