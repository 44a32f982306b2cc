import type { IncomingMessage } from 'node:http'
import type { Place } from '../template/resource-type.ts'
import type { Answer, Call } from './call.ts'
import type { CarrierServiceName } from './service-names.ts'

type Variables = { readonly [name: string]: string }

/** The requests and responses of a service that the embedded cloud has for one carrier only. */
export type CarrierService = {
  readonly name: CarrierServiceName
  /**
   * Reads a request to the service and the access key of its caller. Returns undefined if the request is for another service, and an answer
   * with the error if something is wrong with it.
   */
  readonly readRequest: (
    request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
    body: string,
  ) => (Pick<Call, 'action' | 'parameters'> & { readonly accessKeyId: string }) | Answer | undefined
  /** Formats an error as the service does. */
  readonly errorAnswer: (error: { readonly code: string; readonly message: string; readonly status: number }) => Answer
  /** The permissions that IAM requires for a call. Left out for a service that is not AWS's, because IAM does not control it. */
  readonly requiredPermissions?: (
    call: Call,
    place: Place,
  ) => readonly { readonly action: string; readonly resource: string }[]
  /**
   * Environment variables that make a function call the embedded cloud, in place of those in the
   * template. Clients of AWS services need none.
   */
  readonly functionVariables?: (given: Variables, endpoint: string, accessKeyId: string) => Variables
}
