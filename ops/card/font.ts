import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'

/** The names of the fonts in a document. */
export const font = { regular: 'regular', bold: 'bold' } as const

/** Opens a document in Lato (SIL Open Font License 1.1): in a reader's own font a number may be wider than the card. */
export const openDocument = (options: Pick<PDFKit.PDFDocumentOptions, 'size' | 'lang' | 'info'>) => {
  // Without a name, pdfkit opens no font of its own.
  const document = new PDFDocument({ ...options, margin: 0, font: '' })
  for (const name of Object.values(font)) document.registerFont(name, unpacked[name])
  return document.font(font.regular)
}

/**
 * Inflates the tables of a WOFF, and returns a WOFF that stores them as they are (W3C, WOFF File Format 1.0). Otherwise
 * fontkit inflates a table anew for each glyph that it reads.
 */
const unpack = (woff: Buffer): Buffer => {
  const [headerBytes, entryBytes] = [44, 20]
  const entries = Array.from({ length: woff.readUInt16BE(12) }, (_, i) => headerBytes + i * entryBytes)
  const head = Buffer.from(woff.subarray(0, headerBytes + entries.length * entryBytes))
  let offset = head.length
  const tables = entries.map((entry) => {
    const [at = 0, packedBytes = 0, bytes = 0] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field))
    const stored = woff.subarray(at, at + packedBytes)
    const table = packedBytes < bytes ? inflateSync(stored) : stored
    head.writeUInt32BE(offset, entry + 4)
    head.writeUInt32BE(bytes, entry + 8)
    offset += bytes
    return table
  })
  return Buffer.concat([head, ...tables])
}

const read = (address: string): Buffer => unpack(readFileSync(fileURLToPath(address)))
const unpacked = {
  regular: read(import.meta.resolve('@fontsource/lato/files/lato-latin-400-normal.woff')),
  bold: read(import.meta.resolve('@fontsource/lato/files/lato-latin-700-normal.woff')),
}
