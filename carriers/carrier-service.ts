import type { IncomingMessage } from 'node:http'

import type { Answer, Call } from '../local/endpoint/call.ts'
import type { CarrierServiceName } from './service-names.ts'

type Variables = { readonly [name: string]: string }

/** A service that the endpoint of the embedded cloud has for one carrier only, as it is asked and answers. IAM is not asked about it. */
export type CarrierService = {
  readonly name: CarrierServiceName
  /**
   * Reads a request to the service, from whoever has an access key; undefined for a request to anybody else. What is wrong with it is
   * answered.
   */
  readonly readRequest: (
    request: Pick<IncomingMessage, 'method' | 'url'>,
    body: string,
  ) => (Pick<Call, 'action' | 'parameters'> & { readonly accessKeyId: string }) | Answer | undefined
  /** An error in the words of the service. */
  readonly errorAnswer: (status: number, message: string) => Answer
  /** Variables of a function that lead it here, in place of those that the template gives it. */
  readonly functionVariables: (given: Variables, endpoint: string, accessKeyId: string) => Variables
}
