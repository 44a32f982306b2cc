import { createJournal, type Journal } from '../../emulator/index.ts'

const everyMs = 200

/** Keeps the newest state in a journal, until `end`. It is read five times a second, at once by `look`, and replaced only if it has changed. */
export const createNewest = <T>(read: () => T) => {
  const journal = createJournal<T>(1)
  const look = (): void => {
    const now = read()
    if (JSON.stringify(now) !== JSON.stringify(journal.entries()[0])) journal.append(now)
  }
  look()
  const timer = setInterval(look, everyMs).unref()
  return { journal: journal as Journal<T>, look, end: () => clearInterval(timer) }
}
