import { Refusal } from '../../settings/refusal.ts'
import { minute } from '../../shared/rules/timing.ts'
import type { Deployment } from '../deployment.ts'
import { poll } from '../poll.ts'

/** Logs, metrics and events come some seconds after what they tell of, now and then a minute. */
const timeoutMs = 3 * minute

/** What `read` gives as soon as that is something. Throws a `Refusal` that says what did not come true. */
export const awaited = async <T>(
  deployment: Pick<Deployment, 'now' | 'wait'>,
  what: string,
  read: () => Promise<T | undefined>,
): Promise<T> => {
  const found = await poll(deployment, timeoutMs, read)
  if (found === undefined) throw new Refusal(`Not within ${timeoutMs / minute} minutes: ${what}.`)
  return found
}

/** Throws a `Refusal` if it does not hold. */
export function assured(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Refusal(otherwise)
}
