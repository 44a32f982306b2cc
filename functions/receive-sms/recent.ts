import { impossible } from '../../shared/named-error.ts'

/** Bounds what a process keeps in memory. */
const capacity = 10_000

/** A bounded map whose values expire, at times in milliseconds. When it is full, the entry set first is dropped. */
export const createRecent = <T>() => {
  const entries = new Map<string, { readonly value: T; readonly until: number }>()
  // One iterator is kept, because a new one would have to skip everything that was deleted before.
  const oldestFirst = entries.keys()
  return {
    /** Replaces the entry of this key. */
    set: (key: string, value: T, until: number): void => {
      entries.delete(key)
      entries.set(key, { value, until })
      if (entries.size > capacity) entries.delete(oldestFirst.next().value ?? impossible('A full map is empty'))
    },
    get: (key: string, now: number): T | undefined => {
      const { value, until = 0 } = entries.get(key) ?? {}
      return until > now ? value : undefined
    },
    forget: (key: string): void => void entries.delete(key),
  }
}
