import type { IncomingMessage } from 'node:http'

import type { Answer, Call } from '../local/endpoint/call.ts'
import type { Place } from '../local/template/resource-type.ts'
import type { CarrierServiceName } from './service-names.ts'

type Variables = { readonly [name: string]: string }

/** A service that the endpoint of the embedded cloud has for one carrier only, as it is asked and answers. */
export type CarrierService = {
  readonly name: CarrierServiceName
  /**
   * Reads a request to the service, from whoever has an access key; undefined for a request to anybody else. What is wrong with it is
   * answered.
   */
  readonly readRequest: (
    request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
    body: string,
  ) => (Pick<Call, 'action' | 'parameters'> & { readonly accessKeyId: string }) | Answer | undefined
  /** An error in the words of the service. */
  readonly errorAnswer: (error: { readonly code: string; readonly message: string; readonly status: number }) => Answer
  /** What IAM asks for before it lets a call through; it is not asked about a service that is none of AWS. */
  readonly requiredPermissions?: (
    call: Call,
    place: Place,
  ) => readonly { readonly action: string; readonly resource: string }[]
  /** Variables of a function that lead it here, in place of those that the template gives it. Clients of AWS's services need none. */
  readonly functionVariables?: (given: Variables, endpoint: string, accessKeyId: string) => Variables
}
