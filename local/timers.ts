/** Work that is done later, unless everything ends before. */
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
