import { second } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'

/** What `read` gives as soon as that is something, asked every second; undefined if it is nothing for so long. */
export const poll = async <T>(
  { now, wait }: Pick<Deployment, 'now' | 'wait'>,
  forMs: number,
  read: () => Promise<T | undefined>,
): Promise<T | undefined> => {
  const end = now() + forMs
  for (;;) {
    const found = await read()
    if (found !== undefined || now() > end) return found
    await wait(1 * second)
  }
}
