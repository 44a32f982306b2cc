import { errorAnswer, formAnswer, jsonAnswer, type ServiceError } from './answers.ts'
import type { Call, Service } from './call.ts'
import type { ServiceHandler } from './router.ts'

/** An error that a service answers, by the name that its API reference gives it. */
export class ServiceFailure extends Error {
  readonly code: string
  readonly details: ServiceError['details']
  constructor(code: string, message: string, details?: ServiceError['details']) {
    super(message)
    this.code = code
    this.details = details
  }
}

/** What a service does with the parameters of an action. May throw a `ServiceFailure`. */
type ActionHandler<Result> = (parameters: Call['parameters']) => Result | Promise<Result>
type ActionHandlers<Result> = { readonly [action: string]: ActionHandler<Result> }

/** Answers for a service that speaks JSON, with what the handler for each action gives. */
export const answerJson = (service: Service, handlers: ActionHandlers<object>): ServiceHandler =>
  answer(service, handlers, (_, result) => jsonAnswer(200, result))

/** Answers for a service that takes forms, with the XML that the handler for each action gives. */
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
