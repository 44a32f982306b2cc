import { createJournal, type Journal } from '../../emulator/index.ts'

const everyMs = 200

/** Keeps what `read` returns, five times a second and when `look` is called, whenever it has changed. */
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
