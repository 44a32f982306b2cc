import { CloudError } from './cloud-error.ts'

/** A list of entries, oldest first, with subscriptions to new ones. */
export type Journal<T> = {
  readonly entries: () => readonly T[]
  /** Calls the listener for every new entry. Returns a function that ends the subscription. */
  readonly subscribe: (listener: (entry: T) => void) => () => void
}

export type WritableJournal<T> = Journal<T> & { readonly append: (entry: T) => void }

/** Creates a journal that keeps the newest entries, up to `capacity`. */
export const createJournal = <T>(capacity = Number.POSITIVE_INFINITY): WritableJournal<T> => {
  const entries: T[] = []
  const listeners = new Set<(entry: T) => void>()
  return {
    entries: () => entries,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    append: (entry) => {
      entries.push(entry)
      if (entries.length > capacity) entries.shift()
      for (const listener of listeners) listener(entry)
    },
  }
}

/** Resolves with the first defined `pick`. Rejects after `withinMs` with a `CloudError` that tells the last entry. */
export const firstOf = <T, R>(journal: Journal<T>, pick: (entry: T) => R | undefined, withinMs: number): Promise<R> =>
  new Promise((resolve, reject) => {
    const take = (entry: T): void => {
      const picked = pick(entry)
      if (picked === undefined) return
      end()
      resolve(picked)
    }
    const end = (): void => {
      clearTimeout(timer)
      unsubscribe()
    }
    const timer = setTimeout(() => {
      end()
      reject(new CloudError(`Within ${withinMs / 1000} s ${whatCame(journal.entries())}`))
    }, withinMs)
    const unsubscribe = journal.subscribe(take)
    for (const entry of journal.entries()) take(entry)
  })

const whatCame = (entries: readonly unknown[]): string =>
  entries.length === 0
    ? 'there was no entry at all.'
    : `none of the entries was meant. The last of ${entries.length}: ${JSON.stringify(entries.at(-1))}`

/** Timers that can all be cancelled at once, after which no others start. They don't keep the process running. */
export const createTimers = () => {
  const timers = new Set<NodeJS.Timeout>()
  let stopped = false
  return {
    later: (delayMs: number, work: () => void): void => {
      if (stopped) return
      const timer = setTimeout(() => {
        timers.delete(timer)
        work()
      }, delayMs).unref()
      timers.add(timer)
    },
    stop: (): void => {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

/** Lets something happen later. */
export type Later = ReturnType<typeof createTimers>['later']
