import type { Stack } from '../../template/stack.ts'
import type { Invocation } from './execution-environment.ts'
import { eventInvokeConfig } from './resources.ts'

/** The waits before the second and the third attempt (developer guide, retries with asynchronous invocation). */
const waitsMs = [60_000, 120_000]

/** Invokes a function asynchronously. Resolves when the first attempt has finished. */
export type InvokeAsynchronously = (functionArn: string, event: unknown) => Promise<void>

/** Lambda runs a function again if it failed: twice, or as often as its configuration for asynchronous invocation says. */
export const createAsynchronous =
  (
    stack: Stack,
    invoke: (functionArn: string, event: unknown) => Promise<Invocation>,
    later: (delayMs: number, work: () => void) => void,
  ): InvokeAsynchronously =>
  (functionArn, event) => {
    const name = functionArn.split(':').at(-1) ?? ''
    const config = stack
      .all(eventInvokeConfig)
      .find(({ properties }) => [functionArn, name].includes(properties.FunctionName))
    const waits = waitsMs.slice(0, config?.properties.MaximumRetryAttempts)
    const attempt = async ([waitMs, ...others]: readonly number[]): Promise<void> => {
      const invocation = await invoke(functionArn, event)
      if ('error' in invocation && waitMs !== undefined) later(waitMs, () => void attempt(others))
    }
    return attempt(waits)
  }
