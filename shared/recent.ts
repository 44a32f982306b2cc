/** A bounded map whose values expire, at times in milliseconds. When it is full, the entry set first is dropped. */
export type Recent<T> = {
  /** Replaces the entry of this key. */
  readonly set: (key: string, value: T, until: number) => void
  readonly get: (key: string, now: number) => T | undefined
  readonly forget: (key: string) => void
}

export const createRecent = <T>(capacity = 10_000): Recent<T> => {
  const entries = new Map<string, { readonly value: T; readonly until: number }>()
  // One iterator is kept, because a new one would have to skip everything that was deleted before.
  const oldestFirst = entries.keys()
  return {
    set: (key, value, until) => {
      entries.delete(key)
      entries.set(key, { value, until })
      if (entries.size > capacity) entries.delete(oldestFirst.next().value ?? '')
    },
    get: (key, now) => {
      const { value, until = 0 } = entries.get(key) ?? {}
      return until > now ? value : undefined
    },
    forget: (key) => void entries.delete(key),
  }
}
