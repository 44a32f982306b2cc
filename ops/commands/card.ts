import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command, Option } from '@commander-js/extra-typings'

import { carrierOperations } from '../../carriers/ops.ts'
import type { CarrierName } from '../../carriers/registry.ts'
import { UsageError } from '../../settings/refusal.ts'
import { type Language, languages } from '../../shared/rules/messages.ts'
import { findLine } from '../card/line.ts'
import { type Card, drawSheet } from '../card/sheet.ts'
import type { CommandContext } from '../command-context.ts'
import { lineNumber } from '../phone-number.ts'

type Drawn = Card & { readonly file: string }

export const cardCommand = (context: CommandContext) =>
  new Command('card')
    .description('draws a page of cards to print, with a code that saves the number as a contact')
    .requiredOption('--number <number>', 'the line that the cards give out, such as +32460000000', lineNumber)
    .addOption(
      new Option('--language <language>', "of the words to cut off; the line's own if not given").choices(languages),
    )
    .option('--name <name>', 'what the contact is called', parseName, 'Alex')
    .action(async ({ number, language, name }) => {
      const { stage, settings } = context.place()
      const deployedNumbers = async () => (await context.open()).lineNumbers
      const line = await findLine(number, { stage, settings, deployedNumbers })
      const card = { number, name, language: language ?? line.language }
      context.report(await draw(stage, { ...card, remark: remarkOn(line.carriers, card.language) }), print)
    })

/** What is to be known of a number that no carrier has which needs no remark. */
const remarkOn = (carriers: readonly CarrierName[], language: Language): string => {
  const remarks = carriers.map((carrier) => carrierOperations[carrier].cardRemark?.[language])
  const [remark] = remarks
  return remark !== undefined && !remarks.includes(undefined) ? remark : ''
}

const parseName = (typed: string): string => {
  if (/^\p{L}[\p{L} '’-]{0,30}$/u.test(typed)) return typed
  throw new UsageError(`--name is ${JSON.stringify(typed)}, but it must be a name of letters, such as Alex.`)
}

/** git ignores it: the number is better not searched for. */
const folder = fileURLToPath(new URL('../../dist', import.meta.url))

const draw = async (stage: string, card: Card): Promise<Drawn> => {
  const file = `${folder}/card-${stage}-${card.language}.pdf`
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, await drawSheet(card))
  return { ...card, file }
}

const print = ({ file, name }: Drawn): string =>
  `${file}: eight cards on an A4 page, whose code saves the number as ${name}.`
