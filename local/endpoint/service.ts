import { errorAnswer, formAnswer, jsonAnswer, type ServiceError } from './answers.ts'
import type { Call, Service } from './call.ts'
import type { Answerer } from './router.ts'

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
type Deed<Result> = (parameters: Call['parameters']) => Result | Promise<Result>
type Deeds<Result> = { readonly [action: string]: Deed<Result> }

/** Answers for a service that speaks JSON, with what the deed for each action gives. */
export const answerJson = (service: Service, deeds: Deeds<object>): Answerer =>
  answer(service, deeds, (_, result) => jsonAnswer(200, result))

/** Answers for a service that takes forms, with the XML that the deed for each action gives. */
export const answerForms = (service: Service, deeds: Deeds<string>): Answerer => answer(service, deeds, formAnswer)

const answer =
  <Result>(
    service: Service,
    deeds: Deeds<Result>,
    write: (action: string, result: Result) => ReturnType<typeof jsonAnswer>,
  ): Answerer =>
  async ({ action, parameters }) => {
    try {
      const deed = deeds[action]
      if (deed === undefined)
        throw new ServiceFailure('UnknownOperationException', `The embedded cloud's ${service} has no ${action}.`)
      return write(action, await deed(parameters))
    } catch (error) {
      if (!(error instanceof ServiceFailure)) throw error
      return errorAnswer(service, { code: error.code, message: error.message, status: 400, details: error.details })
    }
  }
