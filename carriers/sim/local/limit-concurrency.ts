/** Has work done by so many at once; the rest waits for its turn. The work must not fail. */
export const limitConcurrency = (atOnce: number) => {
  const lanes = Array.from({ length: atOnce }, () => Promise.resolve())
  let given = 0
  return (work: () => Promise<void>): Promise<void> => {
    const lane = given++ % atOnce
    const done = (lanes[lane] ?? Promise.resolve()).then(work)
    lanes[lane] = done
    return done
  }
}
