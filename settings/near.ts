/**
 * The word of `known` that was most likely meant: at most four letters, and at most a third of them, differ.
 * Returns undefined if no word is that close.
 */
export const nearest = (word: string, known: readonly string[]): string | undefined =>
  [0, 1, 2, 3, 4].flatMap((edits) =>
    known.filter((other) => {
      const longest = Math.max(word.length, other.length)
      return edits <= longest / 3 && areNear(word.toLowerCase(), other.toLowerCase(), edits)
    }),
  )[0]

/** Whether one word becomes the other by at most `edits` edits. An edit adds, removes or replaces a letter, or swaps it with the next. */
export const areNear = (one: string, other: string, edits: number): boolean => {
  if (one === other) return true
  if (one[0] === other[0]) return areNear(one.slice(1), other.slice(1), edits)
  if (edits === 0) return false
  return (
    areNear(one.slice(1), other, edits - 1) ||
    areNear(one, other.slice(1), edits - 1) ||
    areNear(one.slice(1), other.slice(1), edits - 1) ||
    (one[0] === other[1] && one[1] === other[0] && areNear(one.slice(2), other.slice(2), edits - 1))
  )
}
