/** What happened, oldest first: as a list, and as it comes. */
export type Journal<T> = {
  readonly entries: () => readonly T[]
  /** Calls the listener for every later entry, until the function it gives is called. */
  readonly subscribe: (listener: (entry: T) => void) => () => void
}

export type WritableJournal<T> = Journal<T> & { readonly append: (entry: T) => void }

/** Keeps the newest entries, up to `capacity`. */
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

/** The first thing that `pick` makes of an entry, whether it is there already or comes in time. */
export const firstOf = <T, R>(
  journal: Journal<T>,
  pick: (entry: T) => R | undefined,
  withinMs: number,
): Promise<R | undefined> =>
  new Promise((resolve) => {
    const take = (entry: T): void => {
      const picked = pick(entry)
      if (picked !== undefined) finish(picked)
    }
    const finish = (picked?: R): void => {
      clearTimeout(timer)
      unsubscribe()
      resolve(picked)
    }
    const timer = setTimeout(finish, withinMs)
    const unsubscribe = journal.subscribe(take)
    for (const entry of journal.entries()) take(entry)
  })
