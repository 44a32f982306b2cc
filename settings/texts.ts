import { z } from 'zod'
import { frNeutral, messages } from '../shared/messages/texts.ts'
import { languages, smsParts, type Wordings } from '../shared/rules/messages.ts'

/** The project's alternative texts, for languages that have several. Settings choose one by its name. */
const wordings: { readonly [language: string]: { readonly [name: string]: readonly string[] } } = {
  fr: { historic: messages.fr, neutral: frNeutral },
}

/** Wordings that can be understood alone, for the language whose default texts can't. */
export const standAlone: Wordings = { fr: frNeutral }

const names = Object.entries(wordings).flatMap(([language, named]) =>
  Object.keys(named).map((name) => `${JSON.stringify(name)} for ${language}`),
)

const text = z.string('must be a text').superRefine((value, context) => {
  const { gsm7, parts } = smsParts(value)
  if (value.trim() === '') context.addIssue('must not be empty')
  else if (!gsm7)
    context.addIssue('must be written in GSM-7 characters only (no â, ê, î, ô, û, ç, curly quotes or emoji)')
  else if (parts > 1) context.addIssue('must fit one SMS part, 160 GSM-7 characters')
})

const list = z
  .array(text, `must be a list of texts, or the name of a wording of the project's (${names.join(', ')})`)
  .min(1, 'must hold at least one text')
  .max(10, 'must hold at most ten texts')

/** The texts of replies, by language: a list, or the name of a wording of the project's. */
export const texts = z.preprocess(
  (raw) => (isRecord(raw) ? Object.fromEntries(Object.entries(raw).map(listOfNamed)) : raw),
  z.partialRecord(z.enum(languages), list),
)

const isRecord = (raw: unknown): raw is object => typeof raw === 'object' && raw !== null && !Array.isArray(raw)

const listOfNamed = ([language, value]: [string, unknown]): [string, unknown] => [
  language,
  typeof value === 'string' ? (wordings[language]?.[value] ?? value) : value,
]
