/** The statistics of several measurements of one thing. */
export type Measured = { readonly median: number; readonly min: number; readonly max: number }

/** Throws if there are no values. */
export const measured = (values: readonly number[]): Measured => {
  const sorted = values.toSorted((a, b) => a - b)
  const [min, max, median] = [sorted[0], sorted.at(-1), sorted[Math.floor(sorted.length / 2)]]
  if (min === undefined || max === undefined || median === undefined) throw new Error('Nothing was measured')
  return { median, min, max }
}
