import { buffer } from 'node:stream/consumers'
import { type ComplaintLanguage, complaintSources, complaintWordsIn } from './complaint-words.ts'
import { font, openDocument } from './font.ts'

const mm = 72 / 25.4
const left = 15 * mm
const inner = 180 * mm
const pitch = 7.1 * mm

/** Draws a page to fill in by hand, the same for everybody: what a complaint needs in France and in Belgium. */
export const drawComplaintSheet = (language: ComplaintLanguage): Promise<Buffer> => {
  const words = complaintWordsIn[language]
  const info = { CreationDate: new Date('2026-11-28T00:00:00Z') }
  const document = openDocument({ size: 'A4', lang: language, info })
  document
    .font(font.bold)
    .fontSize(18)
    .text(words.title, left, 12 * mm)
  document.font(font.regular).fontSize(9).text(words.lead, { width: inner })
  for (const [question, hint, lines] of words.questions) {
    drawQuestion(document, question, hint)
    drawLines(document, lines)
  }
  drawQuestion(document, words.kept, words.clothes)
  drawBoxes(document, words.keepable)
  drawQuestion(document, words.complaint, '')
  drawColumns(document, words.countries)
  document.fontSize(8).text(words.other, left, document.y + mm, { width: inner })
  document.fillColor('dimgray').fontSize(7).text(`${words.sources} ${complaintSources}.`, { width: inner })
  document.end()
  return buffer(document)
}

/** The hint stands on the line of the question. */
const drawQuestion = (document: PDFKit.PDFDocument, question: string, hint: string): void => {
  const y = document.y + 5 * mm
  document.font(font.bold).fontSize(10.5).text(question, left, y, { continued: true, baseline: 'alphabetic' })
  document.font(font.regular).fontSize(8.5).text(`   ${hint}`, { baseline: 'alphabetic' })
  document.y = y
}

const drawLines = (document: PDFKit.PDFDocument, count: number): void => {
  for (let i = 0; i < count; i++) {
    document.y += pitch
    document.moveTo(left, document.y).lineTo(left + inner, document.y)
  }
  document.lineWidth(0.4).stroke('gray')
}

const drawBoxes = (document: PDFKit.PDFDocument, words: readonly string[]): void => {
  document.font(font.regular).fontSize(9)
  const [box, y] = [3 * mm, document.y + 2 * mm]
  let x = left
  for (const word of words) {
    document.rect(x, y, box, box).lineWidth(0.6).stroke('black')
    document.text(word, x + box + mm, y - 0.5 * mm, { lineBreak: false })
    x += box + 4 * mm + document.widthOfString(word)
  }
  document.y = y + box
}

const drawColumns = (document: PDFKit.PDFDocument, columns: readonly (readonly [string, string])[]): void => {
  const [gap, y] = [6 * mm, document.y + 1.5 * mm]
  const width = (inner - gap) / columns.length
  const ends = columns.map(([heading, text], i) => {
    const x = left + i * (width + gap)
    document.font(font.bold).fontSize(8.5).text(heading, x, y, { width })
    document.font(font.regular).text(text, { width, lineGap: -0.5 })
    return document.y
  })
  document.y = Math.max(...ends)
}
