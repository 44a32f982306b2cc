import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, Option } from '@commander-js/extra-typings'
import { comesWithProject, isNobodys } from '../../settings/read.ts'
import { Refusal, UsageError } from '../../settings/refusal.ts'
import type { Settings } from '../../settings/schema.ts'
import { type Language, languages } from '../../shared/rules/messages.ts'
import { drawNames, wordsIn } from '../card/languages.ts'
import { drawLeaflet } from '../card/leaflet/leaflet.ts'
import { countriesOf, type Languages, languagesOf, ownCountriesOf } from '../card/leaflet/said.ts'
import type { Subject } from '../card/leaflet/section.ts'
import { type Card, cardsOnSheet, drawPicture, drawSheet } from '../card/sheet.ts'
import type { CardRemark, Operations } from '../carrier.ts'
import { type CommandContext, lineNumber } from '../command-context.ts'

export const cardCommand = (context: CommandContext, operations: Operations) =>
  new Command('card')
    .description(
      'draws a page of cards to print, with a code that saves the number as a contact; or, with --page, a file for phones that says more',
    )
    .option(
      '--number <number>',
      'the line that the cards give out, such as +32460000000; not needed if the stage has one only',
      lineNumber,
    )
    .addOption(
      new Option(
        '--language <language>',
        "of the words; if not given, the line's own, and those of the stage's other lines: a page of cards for each",
      ).choices(languages),
    )
    .option(
      '--page',
      'one HTML file instead, which looks like a shopping list, shows the number at a touch, works offline and asks for nothing; a search in the file finds the number',
    )
    .option('--press', 'a picture of the number alone instead, for whoever prints it: typed anew, it may be misprinted')
    .action(async ({ number, language, page, press }) => {
      // A sample needs no account. Any other number is the one that is deployed, however old the file here is.
      const isSample = comesWithProject(context.stage())
      const { stage, settings, local } = isSample ? context.fromFile() : await context.access()
      const deployedNumbers = async () => (await context.open()).lineNumbers
      const line = await findLine(number, { stage, settings, deployedNumbers })
      const remark = remarkOn(operations, line.lines)
      const sample = local || line.isNobodys
      const countries = ownCountriesOf(line.number, settings.countries)
      const chosen = language === undefined ? languagesOf(line, settings.lines) : ([language] as const)
      const namesIn = (language: Language) => drawNames(language, `${stage} ${line.number}`, cardsOnSheet(countries))
      const shared = { number: line.number, countries, remark, sample }
      const cardIn = (language: Language): Card => ({ ...shared, language, names: namesIn(language) })
      if (press === true) context.report(await drawForPress(stage, line.index, cardIn(line.language)), printPicture)
      else if (page === true) {
        const answered = countriesOf(line, settings.countries)
        const subject = { line, settings, countries: answered, name: namesIn(line.language)[0] ?? '', remark, sample }
        context.report(writeLeaflet(stage, line.index, subject, chosen), printLeaflet)
      } else {
        const sheets = []
        for (const one of chosen) sheets.push(await draw(stage, line.index, cardIn(one)))
        context.report(sheets, (drawn) => drawn.map(print).join('\n'))
      }
    })

/** The remark of the first line; none if people can reach the number through a carrier that needs no remark. */
const remarkOn = (operations: Operations, lines: Settings['lines']): CardRemark | undefined => {
  const remarks = lines.map((line) => operations[line.carrier].cardRemark?.(line))
  return remarks.includes(undefined) ? undefined : remarks[0]
}

/** git ignores this folder: nobody should find the number of a line by searching for it. */
const folder = fileURLToPath(new URL('../../dist', import.meta.url))

const write = (file: string, content: Buffer | string): void => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

const draw = async (stage: string, index: number, card: Card) => {
  const file = `${folder}/card-${stage}-${index}-${card.language}.pdf`
  write(file, await drawSheet(card))
  const { number, language, names, remark, sample } = card
  // `network` is the only one on which the number answers; empty if it answers like any other.
  return { number, sample, language, names, network: remark?.network ?? '', file }
}

const drawForPress = async (stage: string, index: number, card: Card) => {
  const file = `${folder}/press-${stage}-${index}.pdf`
  write(file, await drawPicture(card))
  return { number: card.number, sample: card.sample, file }
}

const printPicture = ({ file, ...drawn }: Awaited<ReturnType<typeof drawForPress>>): string =>
  `${file}: the number as a picture, for the press. Read it digit by digit before you send it.${remarkOnSample(drawn)}`

const print = ({ file, names, ...drawn }: Awaited<ReturnType<typeof draw>>): string =>
  `${file}: ${names.length} cards on a page, whose codes save the number as ${[...new Set(names)].join(', ')}.${remarkOnSample(drawn)}`

const remarkOnSample = ({ number, sample }: Pick<Card, 'number' | 'sample'>): string =>
  sample ? ` It is a sample, and says so: ${number} is nobody's, so give it to nobody.` : ''

const writeLeaflet = (stage: string, index: number, subject: Subject, languages: Languages) => {
  const { line, name, sample } = subject
  // It could be anybody's file, so that a list of downloads tells nothing: the stage is in the folder's name.
  const file = `${folder}/${stage}/notes-${index}-${languages.join('-')}.html`
  const page = drawLeaflet(subject, languages)
  write(file, page)
  return { number: line.number, sample, languages, name, file, bytes: Buffer.byteLength(page) }
}

const printLeaflet = ({ file, bytes, languages: [first], ...drawn }: ReturnType<typeof writeLeaflet>): string =>
  `${file}: ${Math.ceil(bytes / 1000)} kB. Read it, look each emergency number up at its source (settings/countries/countries.json), then hand the file itself on, from phone to phone: it needs no network. It is a shopping list until somebody touches "${wordsIn[first].leaflet.more}", so tell people that; but whoever searches the file finds the number.${remarkOnSample(drawn)}`

type Stage = {
  readonly stage: string
  readonly settings: Pick<Settings, 'lines'>
  readonly deployedNumbers: () => Promise<readonly string[]>
}

/** Finds the first line with this number, or the only one. A wrong digit sends harassers to a stranger: a `Refusal`. */
export const findLine = async (wanted: string | undefined, { stage, settings, deployedNumbers }: Stage) => {
  const written = settings.lines.flatMap((line) => line.number ?? [])
  const numbers =
    written.length === settings.lines.length ? written : (await deployedNumbers()).map((one) => one.replace(/^.*:/, ''))
  const each = [...new Set(numbers)]
  if (wanted === undefined && each.length > 1)
    throw new UsageError(`${stage} has several numbers, so add --number with the one to give out: ${each.join(', ')}.`)
  const [only = ''] = each
  const number = wanted ?? only
  const lines = settings.lines.filter((_, i) => numbers[i] === number)
  const [line] = lines
  if (line === undefined)
    throw new Refusal(
      `${number} is no line of ${stage}, whose lines are ${each.join(', ')}: a wrong digit would send harassers to a stranger.`,
    )
  return {
    number,
    index: each.indexOf(number) + 1,
    language: line.language,
    carriers: lines.map(({ carrier }) => carrier),
    texts: lines.map(({ texts }) => texts),
    lines,
    isNobodys: isNobodys(stage, lines),
  }
}
