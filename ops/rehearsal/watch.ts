import { Refusal } from '../../settings/refusal.ts'
import { minute, second } from '../../shared/rules/timing.ts'
import type { Deployment } from '../deployment.ts'

/** Logs, metrics and events come some seconds after what they tell of, now and then a minute. */
const patienceMs = 3 * minute

/** What `read` gives as soon as that is something. Throws a `Refusal` that says what did not come true. */
export const awaited = async <T>(
  { now, wait }: Pick<Deployment, 'now' | 'wait'>,
  what: string,
  read: () => Promise<T | undefined>,
): Promise<T> => {
  const end = now() + patienceMs
  for (;;) {
    const found = await read()
    if (found !== undefined) return found
    if (now() > end) throw new Refusal(`Not within ${patienceMs / minute} minutes: ${what}.`)
    await wait(1 * second)
  }
}

/** Throws a `Refusal` if it does not hold. */
export function assured(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Refusal(otherwise)
}
