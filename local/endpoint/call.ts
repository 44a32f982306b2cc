import type { CarrierServiceName } from '../../carriers/service-names.ts'

/** The services of AWS that the embedded cloud answers for, by the names that requests are signed for. */
export const services = [
  'dynamodb',
  'sqs',
  'sns',
  'cloudformation',
  'lambda',
  'logs',
  'monitoring',
  'secretsmanager',
  'sms-voice',
  'sts',
] as const
export type AwsService = (typeof services)[number]
export type Service = AwsService | CarrierServiceName

/** Who calls: whoever owns the account; a function, in one of its processes or its event source; a person; or a service of AWS. */
export type Caller =
  | { readonly kind: 'owner' }
  | {
      readonly kind: 'function'
      readonly functionName: string
      readonly roleArn: string
      /** Ends the process that calls; an event source cannot be ended. */
      readonly kill?: () => void
    }
  /** A person who has one of the template's managed policies. */
  | { readonly kind: 'person'; readonly policyArn: string }
  | { readonly kind: 'service'; readonly principal: string; readonly sourceArn: string }

/** One request to a service, as its protocol says it. */
export type Call = {
  readonly service: Service
  readonly action: string
  /** The JSON document, or the fields of the form, that the request holds. */
  readonly parameters: { readonly [name: string]: unknown }
  readonly caller: Caller
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

export type Answer = {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** A call that a service answered; a fault that came in between is not known to the service. */
export type AnsweredCall = { readonly call: Call; readonly answer: Answer }

/** A parameter that should be a text; empty when it is missing. */
export const textParameter = ({ parameters }: Pick<Call, 'parameters'>, name: string): string => {
  const value = parameters[name]
  return typeof value === 'string' ? value : ''
}
