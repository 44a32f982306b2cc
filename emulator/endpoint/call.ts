/** The services of AWS that are here, by the name in the signature of their requests. */
const services = [
  'dynamodb',
  'sqs',
  'sns',
  'cloudformation',
  'lambda',
  'logs',
  'monitoring',
  'scheduler',
  'secretsmanager',
  'sms-voice',
  'sts',
] as const
export type Service = (typeof services)[number]

export const isService = (name: string): name is Service => (services as readonly string[]).includes(name)

/** The caller of a service. A function calls through an execution environment or an event source mapping. */
export type Caller =
  | { readonly kind: 'owner' }
  | {
      readonly kind: 'function'
      readonly functionName: string
      readonly roleArn: string
      /** Ends the execution environment that asks; undefined for an event source mapping, which can't be ended. */
      readonly kill?: () => void
    }
  /** A person whose only permissions are those of these managed policies of the template. */
  | { readonly kind: 'person'; readonly policyArns: readonly string[] }
  /** A service that has assumed a role of the account. */
  | { readonly kind: 'role'; readonly roleArn: string; readonly session: string }
  | { readonly kind: 'service'; readonly principal: string; readonly sourceArn: string }

/** A request to a service, parsed. */
export type Call = {
  /** One of AWS's, or that of a stand-in. */
  readonly service: string
  readonly action: string
  /** The fields of the JSON document or of the form in the body. */
  readonly parameters: { readonly [name: string]: unknown }
  readonly caller: Caller
  readonly headers: { readonly [name: string]: string }
  readonly body: string
  /** What a service's own signature covers: the URL as the caller wrote it, and the path within the service. */
  readonly target?: { readonly method: string; readonly url: string; readonly path: string }
  /** How a service outside AWS words an error. */
  readonly fail?: (status: number, message: string) => Answer
}

export type Answer = {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** A request that a service has answered, with its response, before an injected fault replaces or loses that. */
export type AnsweredCall = { readonly call: Call; readonly answer: Answer }

/** Responds to all requests to a service, or to one of its actions. */
export type ServiceHandler = (call: Call) => Answer | Promise<Answer>

/** The value of a string parameter; empty if it is missing or no string. */
export const textParameter = ({ parameters }: Pick<Call, 'parameters'>, name: string): string => {
  const value = parameters[name]
  return typeof value === 'string' ? value : ''
}

/** Parses JSON; undefined if invalid. Twin of shared/rules/parse-json.ts: stand-ins share no code with functions. */
export const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** Parses a JSON object; undefined for anything else. */
export const jsonObject = (json: string): Call['parameters'] | undefined => {
  const value = parseJson(json)
  return typeof value === 'object' && value !== null ? { ...value } : undefined
}
