/** The GSM 7-bit default alphabet, without its escape character (3GPP TS 23.038, 6.2.1). */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)

/** The extension table of the alphabet. Each of these characters needs an escape character, too (6.2.1.1). */
const extended = new Set('\f^{}\\[~]|€')

/** Encoding and billed parts (sms-limitations-character). The twin is `smsParts` in shared/rules/messages.ts. */
export const partsOf = (text: string): { readonly encoding: 'GSM' | 'Unicode'; readonly parts: number } => {
  const characters = [...text]
  if (characters.every((character) => basic.has(character) || extended.has(character))) {
    const sizes = characters.map((character) => (extended.has(character) ? 2 : 1))
    return { encoding: 'GSM', parts: count(sizes, 160, 153) }
  }
  const sizes = characters.map(({ length }) => length)
  return { encoding: 'Unicode', parts: count(sizes, 70, 67) }
}

/** The number of parts of a text. One that doesn't fit into a part is split, but never within a character. */
const count = (sizes: readonly number[], alone: number, ofSeveral: number): number => {
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1
  let [parts, used] = [1, 0]
  for (const size of sizes) {
    if (used + size > ofSeveral) [parts, used] = [parts + 1, 0]
    used += size
  }
  return parts
}
