import type { Answer } from '../../endpoint/call.ts'
import type { FunctionUrlRequest } from '../../endpoint/function-url-request.ts'
import type { Stack } from '../../template/stack.ts'
import type { Invocation } from './execution-environment.ts'
import { functionUrl } from './function-url-resources.ts'
import { noFunction, urlAnswer } from './url-answer.ts'
import { urlEvent } from './url-event.ts'

type Invoke = (functionArn: string, event: unknown) => Promise<Invocation>

/** Invokes the function of a function URL, and converts its result to an HTTP response. */
export const createFunctionUrls = (
  stack: Stack,
  invoke: Invoke,
): ((request: FunctionUrlRequest) => Promise<Answer>) => {
  const targets = new Map(
    stack
      .all(functionUrl)
      .map(({ attributes, properties }) => [
        new URL(attributes['FunctionUrl'] ?? '').hostname,
        properties.TargetFunctionArn,
      ]),
  )
  return async (request) => {
    const target = targets.get(request.host)
    return target === undefined ? noFunction() : urlAnswer(await invoke(target, urlEvent(request, new Date())))
  }
}
