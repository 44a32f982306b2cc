/** Runs at most `atOnce` tasks at a time; the others wait. The tasks must not fail. */
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
