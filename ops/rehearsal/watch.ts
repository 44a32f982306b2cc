import { Refusal } from '../../settings/refusal.ts'
import { minute } from '../../shared/rules/timing.ts'
import type { Deployment } from '../deployment.ts'
import { poll } from '../poll.ts'

/** Logs, metrics and events appear seconds after what they report, and sometimes a minute after. */
const timeoutMs = 3 * minute

/** Polls until `read` returns something, and returns that. Throws a `Refusal` that says what did not happen in time. */
export const awaited = async <T>(
  deployment: Pick<Deployment, 'now' | 'wait'>,
  what: string,
  read: () => Promise<T | undefined>,
): Promise<T> => {
  const found = await poll(deployment, timeoutMs, read)
  if (found === undefined) throw new Refusal(`Not within ${timeoutMs / minute} minutes: ${what}.`)
  return found
}

/** Throws a `Refusal` with the sentence `otherwise` if the condition doesn't hold. */
export function assured(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Refusal(otherwise)
}
