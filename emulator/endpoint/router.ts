import { errorAnswer, type ServiceError } from './answers.ts'
import type { Answer, Call } from './call.ts'

/** Responds to all requests to a service, or to one of its actions. */
export type ServiceHandler = (call: Call) => Answer | Promise<Answer>

/** The handlers by service, or by a single action of a service (`sqs:StartMessageMoveTask`), which takes precedence. */
export type ServiceHandlers = ReadonlyMap<string, ServiceHandler>

/** Passes a request to its handler, unless IAM denies it. */
export const createRouter =
  (handlers: ServiceHandlers, refusal: (call: Call) => Promise<ServiceError | undefined>) =>
  async (call: Call): Promise<Answer> => {
    const denied = await refusal(call)
    if (denied !== undefined) return errorAnswer(call.service, denied)
    const answer = handlers.get(`${call.service}:${call.action}`) ?? handlers.get(call.service)
    if (answer !== undefined) return answer(call)
    return errorAnswer(call.service, {
      code: 'UnknownOperationException',
      message: `The embedded cloud has no ${call.service} yet.`,
      status: 400,
    })
  }
