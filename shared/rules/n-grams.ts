import { judgedPart, wordsOf } from './words.ts'

/** How many buckets there are: n-grams are counted by a hash of theirs, so that two that share one are rare. */
export const buckets = 2 ** 16

/** The letters of a piece of a word, and its weight: the longer, the rarer. */
const pieces = [
  { letters: 2, weight: 0.5 },
  { letters: 3, weight: 1 },
  { letters: 4, weight: 2 },
  { letters: 5, weight: 3 },
]

/** The weights of one word, of two and of three in a row. */
const rows = [2, 4, 5]

/** Signs that count like words. */
const sign = /([?!.,\n]|\p{Extended_Pictographic})/u

type NGram = { readonly bucket: number; readonly weight: number }

/**
 * Returns the n-grams of a text by their buckets: words in a row, and pieces of words, whose ends count as letters.
 * Their weights are a vector of length one, so that a long text weighs as much as a short one.
 */
export const nGramsOf = (text: string): readonly NGram[] => {
  const found = new Map<number, number>()
  const parts = judgedPart(text).split(sign)
  const words = ['^', ...parts.flatMap((part) => (sign.test(part) ? [part] : wordsOf(part))), '$']
  for (const [i, word] of words.entries()) {
    for (const [more, weight] of rows.entries())
      if (i + more < words.length) found.set(bucketOf(words.slice(i, i + more + 1).join(' ')), weight)
    const ended = ` ${word} `
    for (const { letters, weight } of pieces)
      for (let at = 0; at + letters <= ended.length; at++)
        found.set(bucketOf(`_${ended.slice(at, at + letters)}`), weight)
  }
  const length = Math.sqrt([...found.values()].reduce((sum, weight) => sum + weight ** 2, 0))
  return [...found].map(([bucket, weight]) => ({ bucket, weight: weight / length }))
}

/** Hashes by FNV-1a, and mixes like MurmurHash3, for FNV's lower bits depend too much on the last letters. */
const bucketOf = (nGram: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < nGram.length; i++) hash = Math.imul(hash ^ nGram.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) & (buckets - 1)
}
