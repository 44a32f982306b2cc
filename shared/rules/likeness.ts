import type { InboundText } from './inbound-text.ts'

/** Returns a hash of a text or an id, at most seven characters long (FNV-1a, 32 bits). */
export const fingerprint = (text: string): string => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

/** Returns the block of 10,000 numbers that share all but four digits. One buyer can hold a block. An id has none. */
export const numberBlock = ({ sender, country }: InboundText): string | undefined =>
  country === undefined ? sender.slice(0, -4) : undefined

/** Shorter texts have no wording: "Salut" or "C'est Sofiane" are too common to tell anything. */
const shortestWording = 12

/** Returns the letters of a text. Case, accents, digits, punctuation and spaces make no difference. */
export const wordingOf = ({ text }: InboundText): string | undefined => {
  const letters = text.normalize('NFD').replace(/\P{L}/gu, '').toLowerCase()
  return letters.length < shortestWording ? undefined : letters
}
