/**
 * The one of `known` that a word was most likely meant to be: at most four letters, and a third of them, differ. Undefined if none is
 * so near.
 */
export const nearest = (word: string, known: readonly string[]): string | undefined =>
  [0, 1, 2, 3, 4].flatMap((edits) =>
    known.filter((other) => {
      const longest = Math.max(word.length, other.length)
      return edits <= longest / 3 && areNear(word.toLowerCase(), other.toLowerCase(), edits)
    }),
  )[0]

/** Whether one becomes the other when so many letters at most are added, left out, replaced or swapped with the next. */
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
