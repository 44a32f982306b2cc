import { second } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'

/** Calls `read` every second until it returns something, and returns that. Returns undefined after `forMs`. */
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
