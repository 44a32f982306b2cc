import { errorAnswer, formAnswer, jsonAnswer, type ServiceError } from './answers.ts'
import type { Call, Service } from './call.ts'
import type { ServiceHandler } from './router.ts'

/** An error of a service, with its code in the API reference. */
export class ServiceFailure extends Error {
  readonly code: string
  readonly details: ServiceError['details']
  constructor(code: string, message: string, details?: ServiceError['details']) {
    super(message)
    this.code = code
    this.details = details
  }
}

/** Handles an action with these parameters. May throw a `ServiceFailure`, which becomes an error response. */
type ActionHandler<Result> = (parameters: Call['parameters']) => Result | Promise<Result>
type ActionHandlers<Result> = { readonly [action: string]: ActionHandler<Result> }

/** Creates the handler of a service that uses JSON. Each action returns its response. */
export const answerJson = (service: Service, handlers: ActionHandlers<object>): ServiceHandler =>
  answer(service, handlers, (_, result) => jsonAnswer(200, result))

/** Creates the handler of a service with form-encoded requests. Each action returns its result as XML. */
export const answerForms = (service: Service, handlers: ActionHandlers<string>): ServiceHandler =>
  answer(service, handlers, formAnswer)

const answer =
  <Result>(
    service: Service,
    handlers: ActionHandlers<Result>,
    write: (action: string, result: Result) => ReturnType<typeof jsonAnswer>,
  ): ServiceHandler =>
  async ({ action, parameters }) => {
    try {
      const handler = handlers[action]
      if (handler === undefined)
        throw new ServiceFailure('UnknownOperationException', `The embedded cloud's ${service} has no ${action}.`)
      return write(action, await handler(parameters))
    } catch (error) {
      if (!(error instanceof ServiceFailure)) throw error
      return errorAnswer(service, { code: error.code, message: error.message, status: 400, details: error.details })
    }
  }
