/** Timers that can all be cancelled at once. They don't keep the process running. */
export const createTimers = () => {
  const timers = new Set<NodeJS.Timeout>()
  return {
    later: (delayMs: number, work: () => void): void => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        work()
      }, delayMs).unref()
      timers.add(timer)
    },
    stop: (): void => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
