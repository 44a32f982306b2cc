import { errorAnswer, type ServiceError } from './answers.ts'
import type { Answer, Call } from './call.ts'

/** Answers every call of a service. */
export type ServiceHandler = (call: Call) => Answer | Promise<Answer>

/** Who answers for a service, by its name; or for a single action of it (`sqs:StartMessageMoveTask`). */
export type ServiceHandlers = ReadonlyMap<string, ServiceHandler>

/** Does what a call asks for, unless IAM refuses it. */
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
