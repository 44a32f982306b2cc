import { buffer } from 'node:stream/consumers'
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { encodeQR } from 'qr'
import { Refusal } from '../../settings/refusal.ts'
import { contactOf } from './contact.ts'
import { font, openDocument } from './font.ts'
import { wordsIn } from './languages.ts'
import { type CardSubject, wordsOn } from './words.ts'

export type Card = CardSubject & {
  readonly number: string
  readonly names: readonly string[]
  /** Whether the number is nobody's. Each card then says so, across the number and its code. */
  readonly sample: boolean
}

const mm = 72 / 25.4
const width = 85 * mm
/** The part for the wallet: the number, its network and its QR code, without a word about what they are for. */
const keptHeight = 43 * mm
/** The whole card. The words below the part for the wallet are to be cut off. */
const height = 70 * mm
const margin = 4 * mm
const inner = width - 2 * margin
const codeSize = 24 * mm
const columns = 2

/** The paper of a country (CLDR 47, supplemental/measurementData.json, paperSize), and its cards in a column. */
const onLetter = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' '))
const paperIn = ([country = '']: readonly string[]) =>
  onLetter.has(country) ? ({ size: 'LETTER', rows: 3 } as const) : ({ size: 'A4', rows: 4 } as const)

export const cardsOnSheet = (countries: readonly string[]): number => columns * paperIn(countries).rows

/** Draws a page of cards in the middle of the paper, as a PDF. */
export const drawSheet = (card: Card): Promise<Buffer> => {
  const { size, rows } = paperIn(card.countries)
  const document = openDocument({ size, lang: card.language })
  const [left, top] = [(document.page.width - columns * width) / 2, (document.page.height - rows * height) / 2]
  const words = fittingWords(document, card)
  for (const [i, name] of card.names.entries())
    drawCard(document, card, name, words, left + Math.floor(i / rows) * width, top + (i % rows) * height)
  drawCuts(document, rows, left, top)
  document.end()
  return buffer(document)
}

/** Draws a picture of the number alone, as a PDF: whoever types it for print may mistype it. */
export const drawPicture = (card: Card): Promise<Buffer> => {
  const document = openDocument({ size: [width, 20 * mm], lang: card.language })
  drawNumber(document, card.number, foundOn(card), margin, 3 * mm)
  if (card.sample) drawSample(document, wordsIn[card.language].sample, 0, -11 * mm)
  document.end()
  return buffer(document)
}

/** The network on which people find the number, with its name there; empty if it answers like any other. */
const foundOn = ({ remark }: Card): string =>
  [remark?.network, remark?.username && `@${remark.username}`].filter(Boolean).join(' ')

const drawCard = (document: PDFKit.PDFDocument, card: Card, name: string, words: Words, x: number, y: number): void => {
  const { number, remark } = card
  drawNumber(document, number, foundOn(card), x + margin, y + 3 * mm)
  drawCode(
    document,
    contactOf({ name, number, network: remark?.network ?? '' }),
    x + (width - codeSize) / 2,
    y + keptHeight - codeSize - mm,
  )
  if (card.sample) drawSample(document, wordsIn[card.language].sample, x, y)
  document.x = x + margin
  document.y = y + keptHeight + mm
  for (const [i, line] of words.lines.entries())
    document.font(fontOf(i)).fontSize(words.size).text(line, paragraph(words.size))
}

type Words = { readonly size: number; readonly lines: readonly string[] }

/** The lines, in the largest points in which they fit, and in no less than can be read in a dark bar. */
const fittingWords = (document: PDFKit.PDFDocument, card: Card): Words => {
  const room = height - keptHeight - 2 * mm + gap
  const lines = wordsOn(card)
  const heightOf = (line: string, i: number, size: number) =>
    document.font(fontOf(i)).fontSize(size).heightOfString(line, paragraph(size))
  const size = [9.5, 9, 8.5, 8].find((size) => lines.reduce((sum, line, i) => sum + heightOf(line, i, size), 0) <= room)
  if (size === undefined) throw new Refusal(`The words of a card in ${card.language} don't fit on it at 8 points.`)
  return { size, lines }
}

/** What is said of danger stands out. */
const fontOf = (line: number): string => (line === 1 ? font.bold : font.regular)

/** Rows of letters stand a fifth of their size apart if nothing else is said. */
const paragraph = (size: number) => ({ width: inner, lineGap: -0.15 * size, paragraphGap: gap })
/** Below each paragraph, and below the last in the margin. */
const gap = 1.2

/** Draws the number as people of its country say it, as wide as the card, and its international form. */
const drawNumber = (document: PDFKit.PDFDocument, number: string, found: string, x: number, y: number): void => {
  const parsed = parsePhoneNumberFromString(number)
  const grouped = parsed?.formatNational() ?? number
  const size = inner / document.font(font.bold).fontSize(1).widthOfString(grouped)
  document.fontSize(Math.min(size, 28)).text(grouped, x, y, { width: inner + 1, align: 'center', lineBreak: false })
  document.fontSize(9)
  const international = `${found && '   '}${parsed?.formatInternational() ?? ''}`
  const widthOfLine = () =>
    document.font(font.bold).widthOfString(found) + document.font(font.regular).widthOfString(international)
  document.fontSize(Math.min(9, (9 * inner) / widthOfLine()))
  document.font(font.bold).text(found, x + (inner - widthOfLine()) / 2, y + 11 * mm, { continued: true })
  document.font(font.regular).text(international, { lineBreak: false })
}

const drawCode = (document: PDFKit.PDFDocument, content: string, x: number, y: number): void => {
  const code = encodeQR(content, 'raw')
  const module = codeSize / code.length
  for (const [i, modules] of code.entries())
    for (const [j, dark] of modules.entries()) if (dark) document.rect(x + j * module, y + i * module, module, module)
  // The modules are filled as one path, because printers leave hairlines between shapes that are filled one by one.
  document.fill('black')
}

const drawSample = (document: PDFKit.PDFDocument, word: string, x: number, y: number): void => {
  const size = (0.8 * width) / document.font(font.bold).fontSize(1).widthOfString(word)
  const [middle, centre] = [x + width / 2, y + keptHeight / 2]
  document.save().rotate(-20, { origin: [middle, centre] })
  document.fillColor('gray').fontSize(size)
  document.text(word, x, centre - size * 0.6, { width, align: 'center', lineBreak: false })
  document.restore().fillColor('black')
}

const drawCuts = (document: PDFKit.PDFDocument, rows: number, left: number, top: number): void => {
  const [right, bottom] = [left + columns * width, top + rows * height]
  for (let x = left; x <= right + 1; x += width) document.moveTo(x, top).lineTo(x, bottom)
  for (let y = top; y <= bottom + 1; y += height) {
    document.moveTo(left, y).lineTo(right, y)
    if (y < bottom - 1) document.moveTo(left, y + keptHeight).lineTo(right, y + keptHeight)
  }
  document.lineWidth(0.3).dash(2, {}).stroke('gray')
}
