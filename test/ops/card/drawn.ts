import { inflateSync } from 'node:zlib'
import { decodeQR } from 'qr/decode.js'
import { countriesOf } from '../../../ops/card/leaflet/said.ts'
import type { Subject } from '../../../ops/card/leaflet/section.ts'
import type { CardRemark } from '../../../ops/carrier.ts'
import { carrierNames, carriers } from '../../../shared/rules/carriers.ts'
import { type Language, languages, type Wordings } from '../../../shared/rules/messages.ts'
import { example } from '../../settings/checked.ts'

type Changes = Partial<Subject['settings']> & {
  readonly countries?: readonly string[]
  readonly number?: string
  readonly language?: Language
  readonly ownCountryOnly?: boolean
  readonly name?: string
  readonly remark?: CardRemark
  readonly sample?: boolean
  readonly texts?: readonly Wordings[]
}

/** The subject of a leaflet: by default, a number that Belgian phones can write to. */
export const subjectOf = ({
  number = '+32460000000',
  language = 'fr',
  ownCountryOnly = false,
  name = 'Alex',
  remark,
  sample = false,
  texts = [{}],
  countries = ['BE'],
  ...settings
}: Changes = {}): Subject => {
  const ofNetwork = carrierNames.filter((name) => carriers[name].ownCountryOnly === ownCountryOnly)
  const line = { number, language, carriers: ofNetwork, texts }
  return { line, settings: { ...example, ...settings }, countries: countriesOf(line, countries), name, remark, sample }
}

const inEach = (text: string) =>
  Object.fromEntries(languages.map((language) => [language, text])) as Record<Language, string>

const warning = inEach('By pigeon only.')
/** A number that answers on pigeons only. */
export const byPigeon: CardRemark = { network: 'Pigeon', warning, besides: inEach("It's a public dovecote.") }

/** The text of a page when all of it is opened. */
export const seenIn = (page: string): string =>
  page
    .replaceAll(/<(style|script|title)>.*?<\/\1>/gs, '')
    .replaceAll(/<\/?i>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('\u2060', '')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replaceAll(/[ \n]+/g, ' ')
    .replaceAll(/ (?=[.,])/g, '')

/** What a reader of the PDF sees: text without spaces, QR codes, smallest letters, and its last line and cut. */
export const readPrinted = (pdf: Buffer) => {
  const page = pageOf(pdf)
  const sizes = [...page.matchAll(/\/F\d+ ([\d.]+) Tf/g)].map(([, size]) => Number(size))
  const cuts = [...page.matchAll(/^[\d.]+ ([\d.]+) l$/gm)].map(([, y]) => Number(y))
  return {
    ...readText(pdf),
    lastCut: Math.max(...cuts),
    smallest: Math.min(...sizes),
    get codes() {
      return codesOf(squaresIn(page))
    },
  }
}

/** The text of the PDF's page, without spaces and line breaks, and how far down the page its last line is. */
export const readText = (pdf: Buffer) => {
  const page = pageOf(pdf)
  const [, height = 0] = /\/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec(pdf.toString('latin1')) ?? []
  const lines = [...page.matchAll(/^1 0 0 1 [\d.]+ ([\d.]+) Tm$/gm)].map(([, y]) => Number(height) - Number(y))
  return { text: textOf(pdf, page), lastLine: Math.max(...lines) }
}

const pageOf = (pdf: Buffer): string => streamsOf(pdf).find((stream) => stream.includes('\nBT\n')) ?? ''

/** The fonts of the PDF, and whether it brings their letters. */
export const fontsIn = (pdf: Buffer) => {
  const objects = pdf.toString('latin1').split('endobj')
  const isFont = (object: string) => /\/Type \/Font\n/.test(object) && !object.includes('/CIDFontType')
  const descriptors = objects.filter((object) => /\/FontFile\d? /.test(object))
  return objects.filter(isFont).map((object) => {
    const name = /\/BaseFont \/(\S+)/.exec(object)?.[1] ?? ''
    return { name, embedded: descriptors.some((one) => one.includes(`/FontName /${name}`)) }
  })
}

/** In points. */
export const heightOfA4 = 841.89

const streamsOf = (pdf: Buffer): readonly string[] =>
  [...pdf.toString('latin1').matchAll(/stream\n(.*?)\nendstream/gs)].flatMap(([, bytes = '']) => {
    try {
      return inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1')
    } catch {
      return []
    }
  })

/** PDFKit writes text as hexadecimal numbers of the letters of a font, which maps them to Unicode. */
const textOf = (pdf: Buffer, page: string): string => {
  const letters = lettersIn(pdf)
  return [...page.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9a-f]+)>/g)]
    .reduce(
      ({ name, text }, [, other, hex = '']) => ({
        name: other ?? name,
        text:
          text + (hex.match(/.{4}/g) ?? []).map((code) => letters(name).get(Number.parseInt(code, 16)) ?? '').join(''),
      }),
      { name: '', text: '' },
    )
    .text.replaceAll(/\s/g, '')
}

/** The letters of each font, by the name that the page has for the font. */
const lettersIn = (pdf: Buffer) => {
  const source = pdf.toString('latin1')
  const written = source.matchAll(/(\d+) 0 obj\n(.*?)endobj/gs)
  const objects = new Map([...written].map(([, id = '', object = '']) => [id, object]))
  const named = source.matchAll(/\/(F\d+) (\d+) 0 R/g)
  const names = [...named].map(([, name = '', id = '']): [string, string] => [name, id])
  const fonts = names.map(([name, id]) => {
    const [, map = ''] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '') ?? []
    const [cmap = ''] = streamsOf(Buffer.from(objects.get(map) ?? '', 'latin1'))
    return [name, new Map(rangesOf(cmap))] as const
  })
  return (name: string): ReadonlyMap<number, string> => new Map(fonts).get(name) ?? new Map()
}

const rangesOf = (cmap: string): readonly (readonly [number, string])[] =>
  [...cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[(.*?)\]/gs)].flatMap(([, first = '', list = '']) =>
    [...list.matchAll(/<([0-9a-f ]*)>/g)].map(([, units = ''], i) => [
      Number.parseInt(first, 16) + i,
      Buffer.from(units.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
    ]),
  )

type Square = { readonly x: number; readonly y: number; readonly size: number }

const squareOf = ([, x = 0, y = 0, size = 0]: readonly number[]): Square => ({ x, y, size })
const squaresIn = (page: string): readonly (readonly Square[])[] =>
  page
    .split('\nf\n')
    .map((path) =>
      [...path.matchAll(/^([\d.]+) ([\d.]+) ([\d.]+) [\d.]+ re$/gm)].map((found) => squareOf(found.map(Number))),
    )

/** Each filled path is one QR code. Its squares are drawn as pixels, so that a QR decoder can read them. */
const codesOf = (paths: readonly (readonly Square[])[]): readonly string[] =>
  paths.flatMap(([first, ...rest]) => (first === undefined ? [] : decodeQR(imageOf([first, ...rest], first.size))))

const pixelsPerModule = 4
const border = 4

const imageOf = (squares: readonly Square[], module: number) => {
  const [left, top] = [Math.min(...squares.map(({ x }) => x)), Math.min(...squares.map(({ y }) => y))]
  const placed = (at: number, from: number) => Math.round((at - from) / module)
  const cells = squares.map(({ x, y }) => ({ column: placed(x, left), row: placed(y, top) }))
  const width = (Math.max(...cells.map(({ column }) => column)) + 1 + 2 * border) * pixelsPerModule
  const data = new Uint8Array(width * width * 4).fill(255)
  for (const { column, row } of cells)
    for (let i = 0; i < pixelsPerModule; i++)
      for (let j = 0; j < pixelsPerModule; j++) {
        const [px, py] = [(column + border) * pixelsPerModule + i, (row + border) * pixelsPerModule + j]
        data.fill(0, (py * width + px) * 4, (py * width + px) * 4 + 3)
      }
  return { width, height: width, data }
}
