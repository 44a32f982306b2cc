import { ownPart, wordsOf } from './words.ts'

/** How many buckets there are: n-grams are counted by a hash of theirs, so that two that share one are rare. */
export const buckets = 2 ** 17

/** The letters of a piece of a word, whose ends count as letters. */
const pieceLength = 5

/** Words, and signs that count like them. */
const token = /\p{L}+|[?!.,\n]|\p{Extended_Pictographic}/gu

/** Returns a text's n-grams by their buckets: words, two in a row, and pieces of words. Its ends are words, too. */
export const nGramsOf = (text: string): ReadonlySet<number> => {
  const words = ['^', ...wordsOf(ownPart(text), token), '$']
  const found = new Set(words.map(bucketOf))
  for (const [i, word] of words.entries()) {
    if (i > 0) found.add(bucketOf(`${words[i - 1]} ${word}`))
    const ended = ` ${word} `
    for (let at = 0; at + pieceLength <= ended.length; at++)
      found.add(bucketOf(`_${ended.slice(at, at + pieceLength)}`))
  }
  return found
}

/** Hashes by FNV-1a, and mixes like MurmurHash3, for FNV's lower bits depend too much on the last letters. */
const bucketOf = (nGram: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < nGram.length; i++) hash = Math.imul(hash ^ nGram.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) & (buckets - 1)
}
