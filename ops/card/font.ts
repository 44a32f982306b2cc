import { fileURLToPath } from 'node:url'

/**
 * Lato, under the SIL Open Font License 1.1. A PDF brings the letters that it uses, because in a reader's own font the
 * number may be wider than the card.
 */
export const font = {
  regular: fileURLToPath(import.meta.resolve('@fontsource/lato/files/lato-latin-400-normal.woff')),
  bold: fileURLToPath(import.meta.resolve('@fontsource/lato/files/lato-latin-700-normal.woff')),
} as const
