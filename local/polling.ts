import type { Cloud } from '../emulator/index.ts'

/** Runs a poll at once, and whenever a line sends or gets something. `waiting` counts what there is to fetch. */
export const pollAtOnce = (
  { texts, runSchedule }: Pick<Cloud, 'texts' | 'runSchedule'>,
  schedule: string,
  lines: readonly string[],
  waiting: () => number,
): void => {
  let [isRunning, isWanted] = [false, false]
  const run = async (): Promise<void> => {
    isWanted = true
    if (isRunning) return
    isRunning = true
    for (; isWanted; ) {
      const before = waiting()
      isWanted = false
      await runSchedule(schedule)
      // A poll makes so many requests only, and what it left would wait for a minute.
      if (waiting() > 0 && waiting() !== before) isWanted = true
    }
    isRunning = false
  }
  void run()
  texts.subscribe(({ from, to }) => {
    if (lines.includes(from) || lines.includes(to)) void run()
  })
}
