import { Argument } from '@commander-js/extra-typings'
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { Refusal, UsageError } from '../settings/refusal.ts'
import { duration, e164, type Translated } from '../settings/values.ts'
import { carrierNames, carriers } from '../shared/rules/carriers.ts'
import type { Place } from './deployment.ts'
import { nothingChanged } from './explain.ts'
import type { Machine } from './machine.ts'
import { createStage, type StageOptions } from './stage.ts'

type Options = StageOptions & { readonly json?: boolean | undefined; readonly yes?: boolean | undefined }

type Stage = ReturnType<typeof createStage>

/** What every command is given. */
export type CommandContext = Stage &
  Pick<Machine, 'print'> & {
    /** A number in E.164, a sender's unless `parse` says: the argument or, without it or for `-`, what is typed. */
    readonly number: (argument: string | undefined, parse?: (typed: string) => string) => Promise<string>
    /** Returns if the operator agrees to the change. Throws a `Refusal` if not, or if nobody can be asked. */
    readonly confirm: (access: Pick<Place, 'stackName'>, question: Said) => Promise<void>
    readonly tell: (sentence: Said) => void
    /** Chooses the words in the language of the stage's settings. Some commands have English words only. */
    readonly say: (sentence: Said) => string
    readonly machine: Pick<Machine, 'version' | 'platform'>
    readonly report: <T>(found: T, print: (found: T) => Said) => void
  }

type Said = Translated | string

export const createCommandContext = (machine: Machine, options: () => Options): CommandContext => {
  const stage = createStage(machine, options)
  const say = (said: Said): string => (typeof said === 'string' ? said : said[stage.language()])
  return {
    ...stage,
    say,
    number: async (argument = '-', parse = senderNumber) =>
      parse(argument === '-' ? await machine.readInput(say(whichNumber)) : argument),
    // The question names the stack: npm swallows --local without the two dashes, which would change a deployed stage.
    confirm: async ({ stackName }, question) => {
      if (options().yes === true) return
      const asked = say(question)
      if (machine.ask === undefined)
        throw new Refusal({
          en: `${stackName}: ${asked} There is nobody to ask: add --yes if that is what you want.`,
          fr: `${stackName}\u00a0: ${asked} Il n’y a personne pour répondre\u00a0: ajoutez --yes si c’est ce que vous voulez.`,
        })
      const answer = await machine.ask(
        say({ en: `${stackName}: ${asked} [y/N] `, fr: `${stackName}\u00a0: ${asked} [o/N] ` }),
      )
      // Whoever runs the number in French answers in French.
      if (!/^(y(es)?|o(ui)?)$/i.test(answer.trim())) throw new Refusal(nothingChanged)
    },
    tell: (sentence) => machine.complain(say(sentence)),
    machine,
    print: machine.print,
    report: (found, print) =>
      machine.print(`${options().json === true ? JSON.stringify(found, inEnglish, 2) : say(print(found))}\n`),
  }
}

/** Programs read the English words, which are the same in every language. */
const inEnglish = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'en' in value && 'fr' in value ? value.en : value

const whichNumber: Translated = {
  en: 'The number, with its country code: ',
  fr: 'Le numéro, avec l’indicatif du pays\u00a0: ',
}

/** Refuses a sender's number, because shells and npm record arguments, and ps shows them. */
export const senderArgument = () =>
  new Argument('[-]', "the sender's number is asked for, or read from standard input").argParser((typed) => {
    if (typed === '-') return typed
    throw new UsageError({
      en: "A sender's number is no argument, for shells and npm keep those: leave it out, then type it when you are asked, or send it to standard input.",
      fr: 'Le numéro d’un expéditeur n’est pas un argument, car le shell et npm les gardent\u00a0: attendez qu’on vous le demande, ou donnez-le par l’entrée standard.',
    })
  })

/** Parses a duration such as `30d`, `12 h` or `45min` to milliseconds. Throws a `UsageError`. */
export const parseDuration = (typed: string): number => {
  const { data } = duration('1 min', '365 d').safeParse(typed.replace(/^(\d+) ?(?=[a-z])/, '$1 '))
  if (data === undefined)
    throw new UsageError({
      en: `${JSON.stringify(typed)} is not a time from 1min to 365d, such as 45min, 12h or 30d.`,
      fr: `${JSON.stringify(typed)} n’est pas une durée de 1min à 365d, comme 45min, 12h ou 30d.`,
    })
  return data
}

/** Parses a sender's number to E.164. Throws a `UsageError` that doesn't repeat what was typed. */
const senderNumber = (typed: string): string => {
  const parsed = parsePhoneNumberFromString(typed.trim())
  if (parsed?.isValid() !== true || !typed.trim().startsWith('+'))
    throw new UsageError({
      en: 'That is not a mobile number with its country code, such as +33612345678.',
      fr: 'Ce n’est pas un numéro de mobile avec son indicatif, comme +33612345678.',
    })
  return parsed.number
}

/** Parses a line's number, of any kind and as people write it, to E.164. Throws a `UsageError`. */
export const lineNumber = (typed: string): string => {
  const { data } = e164.safeParse(typed.replace(/[\s().-]/g, ''))
  if (data === undefined)
    throw new UsageError({
      en: 'That is not a number with its country code, such as +32460000000.',
      fr: 'Ce n’est pas un numéro avec son indicatif, comme +32460000000.',
    })
  return data
}

/** Parses the address of a line: its number, with or without the prefix of a carrier. Throws a `UsageError`. */
export const lineAddress = (typed: string): string => {
  const given = typed.trim()
  const prefix =
    carrierNames.map((name) => carriers[name].addressPrefix).find((one) => one && given.startsWith(one)) ?? ''
  return prefix + lineNumber(given.slice(prefix.length))
}
