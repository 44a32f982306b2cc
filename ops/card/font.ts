import { fileURLToPath } from 'node:url'

/**
 * The font of what is printed: Lato, under the SIL Open Font License 1.1. A PDF brings the letters that it uses. Without them, each reader would
 * take a font of its own, in which the number may be wider than the card.
 */
export const font = {
  regular: fileURLToPath(import.meta.resolve('@fontsource/lato/files/lato-latin-400-normal.woff')),
  bold: fileURLToPath(import.meta.resolve('@fontsource/lato/files/lato-latin-700-normal.woff')),
} as const
