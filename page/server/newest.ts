import { createJournal, type Journal } from '../../emulator/index.ts'

const everyMs = 200

/** A state that is watched, until `end`. `look` reads it at once. */
type Newest<T> = { readonly journal: Journal<T>; readonly look: () => void; readonly end: () => void }

/** Keeps the newest state in a journal. It is read five times a second, and replaced only if it has changed. */
export const createNewest = <T>(read: () => T): Newest<T> => {
  const journal = createJournal<T>(1)
  const look = (): void => {
    const now = read()
    if (JSON.stringify(now) !== JSON.stringify(journal.entries()[0])) journal.append(now)
  }
  look()
  const timer = setInterval(look, everyMs).unref()
  return { journal, look, end: () => clearInterval(timer) }
}
