import { fileURLToPath } from 'node:url'

/** Lato (SIL Open Font License 1.1), within the PDF: in a reader's own font the number may be wider than the card. */
export const font = {
  regular: fileURLToPath(import.meta.resolve('@fontsource/lato/files/lato-latin-400-normal.woff')),
  bold: fileURLToPath(import.meta.resolve('@fontsource/lato/files/lato-latin-700-normal.woff')),
} as const
