import { buffer } from 'node:stream/consumers'
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import PDFDocument from 'pdfkit'
import { encodeQR } from 'qr'

import type { Language } from '../../shared/rules/messages.ts'
import { contactOf } from './contact.ts'

export type Card = {
  readonly number: string
  readonly language: Language
  readonly name: string
  /** An additional remark about this number; empty if there is none. */
  readonly remark: string
}

const mm = 72 / 25.4
const width = 85 * mm
/** The part for the wallet: the number and its QR code, without a word about what they are for. */
const keptHeight = 45 * mm
/** The whole card. The words below the part for the wallet are to be cut off. */
const height = 68 * mm
const left = 20 * mm
const top = 12.5 * mm
const margin = 4 * mm
const codeSize = 29 * mm
const columns = [0, 1]
const rows = [0, 1, 2, 3]

/** Draws a page of eight cards, as a PDF. */
export const drawSheet = (card: Card): Promise<Buffer> => {
  const document = new PDFDocument({ size: 'A4', margin: 0, lang: card.language })
  for (const column of columns)
    for (const row of rows) drawCard(document, card, left + column * width, top + row * height)
  drawCuts(document)
  document.end()
  return buffer(document)
}

const drawCard = (document: PDFKit.PDFDocument, card: Card, x: number, y: number): void => {
  drawNumber(document, card.number, x + margin, y + margin)
  drawCode(document, contactOf(card.name, card.number), x + (width - codeSize) / 2, y + 14 * mm)
  const words = `${wordsIn[card.language]} ${card.remark}`.trim()
  const room = { width: width - 2 * margin, height: height - keptHeight - 2 * mm }
  document.font('Helvetica').fontSize(fittingSize(document, words, room))
  document.text(words, x + margin, y + keptHeight + 2 * mm, room)
}

/** The largest font size (in points) at which the words fit. It is never too small to read. */
const fittingSize = (document: PDFKit.PDFDocument, words: string, { width, height }: Room): number =>
  [7, 6.5, 6].find((size) => document.font('Helvetica').fontSize(size).heightOfString(words, { width }) <= height) ??
  5.5

type Room = { readonly width: number; readonly height: number }

/** Draws the number as wide as the card, up to 28 points. */
const drawNumber = (document: PDFKit.PDFDocument, number: string, x: number, y: number): void => {
  const grouped = parsePhoneNumberFromString(number)?.formatInternational() ?? number
  const room = width - 2 * margin
  const size = room / document.font('Helvetica-Bold').fontSize(1).widthOfString(grouped)
  document.fontSize(Math.min(size, 28)).text(grouped, x, y, { width: room + 1, align: 'center', lineBreak: false })
}

const drawCode = (document: PDFKit.PDFDocument, content: string, x: number, y: number): void => {
  const code = encodeQR(content, 'raw')
  const module = codeSize / code.length
  for (const [i, modules] of code.entries())
    for (const [j, dark] of modules.entries()) if (dark) document.rect(x + j * module, y + i * module, module, module)
  // The modules are filled as one path, because printers leave hairlines between shapes that are filled one by one.
  document.fill('black')
}

const drawCuts = (document: PDFKit.PDFDocument): void => {
  const [right, bottom] = [left + columns.length * width, top + rows.length * height]
  for (const column of [...columns, columns.length])
    document.moveTo(left + column * width, top).lineTo(left + column * width, bottom)
  for (const y of [...rows.flatMap((row) => [row * height, row * height + keptHeight]), rows.length * height])
    document.moveTo(left, top + y).lineTo(right, top + y)
  document.lineWidth(0.3).dash(2, {}).stroke('gray')
}

/**
 * The words on the part of the card that is cut off. They must be true of every line: settings decide how long a reply
 * waits, and a line that takes calls rings.
 */
export const wordsIn: { readonly [L in Language]: string } = {
  fr: "Un numéro à donner à la place du vôtre. Toute personne qui lui écrit reçoit, après un moment, un message courtois qui lui demande de vous laisser en paix. Personne ne décroche, et la réponse n'est pas immédiate : qui vérifie aussitôt, ou vous connaît, ne s'y trompera pas. Le code l'enregistre comme un contact ordinaire ; rien n'est envoyé. Ce n'est pas un numéro d'urgence : en Europe, appelez le 112. À lire, puis à découper.",
  en: "A number to give instead of yours. Whoever writes to it gets, after a while, one courteous message that asks them to leave you in peace. Nobody picks up, and it doesn't answer at once: someone who checks on the spot, or who knows you, is not fooled. The code saves it as an ordinary contact; nothing is sent. It is no emergency number: in Europe, call 112. Read this, then cut it off.",
  de: 'Eine Nummer, die Sie anstelle Ihrer eigenen nennen können. Wer ihr schreibt, erhält nach einer Weile eine höfliche Nachricht mit der Bitte, Sie in Ruhe zu lassen. Niemand nimmt ab, und sie antwortet nicht sofort: Wer sie gleich prüft oder Sie kennt, lässt sich nicht täuschen. Der Code speichert sie als gewöhnlichen Kontakt; gesendet wird nichts. Sie ist keine Notrufnummer: In Europa gilt die 112. Lesen, dann abschneiden.',
  es: 'Un número para dar en lugar del suyo. Quien le escriba recibirá, al cabo de un rato, un mensaje cortés que pide que se le deje a usted en paz. Nadie atiende las llamadas, y el número no responde al momento: quien lo compruebe enseguida, o quien le conozca, no se dejará engañar. El código lo guarda como un contacto cualquiera; no se envía nada. No es un número de emergencias: en Europa, llame al 112. Lea esto y recórtelo después.',
  it: "Un numero da dare al posto del Suo. Chi gli scrive riceve, dopo un po', un messaggio cortese che chiede di lasciarLa in pace. Nessuno risponde alle chiamate, e la risposta a un messaggio non arriva subito: chi controlla all'istante, o chi La conosce, non si lascia ingannare. Il codice lo salva come un contatto qualsiasi; non viene inviato nulla. Non è un numero di emergenza: in Europa, chiami il 112. Da leggere, poi da tagliare.",
  nl: 'Een nummer om te geven in plaats van het uwe. Wie ernaar een bericht stuurt, krijgt na een tijdje een beleefd bericht met het verzoek u met rust te laten. Er neemt niemand op, en het antwoordt niet meteen: wie het ter plekke nagaat of u kent, trapt er niet in. De code bewaart het als een gewoon contact; er wordt niets verstuurd. Het is geen noodnummer: bel in Europa 112. Lees dit en knip het dan af.',
}
