import { Refusal } from '../../settings/refusal.ts'

/** What the names in a template stand for. Each throws a `Refusal` for a name that the template doesn't have. */
export type Scope = {
  readonly ref: (name: string) => unknown
  readonly attribute: (logicalId: string, attribute: string) => unknown
  readonly condition: (name: string) => boolean
  /** The value of a secret, by ARN or name; of one key of it, if its value is JSON. */
  readonly secret: (id: string, jsonKey: string) => string
}

/** What `Ref: AWS::NoValue` gives: the property, or the list's item, is left out. */
const noValue = Symbol('AWS::NoValue')

/** A part of a template with every intrinsic function and dynamic reference in it replaced by its value. */
export const resolve = (value: unknown, scope: Scope): unknown => {
  if (typeof value === 'string') return withSecrets(value, scope)
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter((item) => item !== noValue)
  if (typeof value !== 'object' || value === null) return value
  const [only, ...others] = Object.entries(value)
  if (only !== undefined && others.length === 0 && isIntrinsic(only[0])) return call(only[0], only[1], scope)
  const entries = Object.entries(value).map(([name, item]) => [name, resolve(item, scope)] as const)
  return Object.fromEntries(entries.filter(([, item]) => item !== noValue))
}

const isIntrinsic = (name: string): boolean => name === 'Ref' || name.startsWith('Fn::')

const call = (name: string, argument: unknown, scope: Scope): unknown => {
  const intrinsic = intrinsics[name]
  if (intrinsic === undefined)
    throw new Refusal(`The embedded cloud doesn't know the intrinsic function ${name}, which the template uses.`)
  return intrinsic(argument, scope)
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown

const intrinsics: { readonly [name: string]: Intrinsic } = {
  Ref: (name, { ref }) => (name === 'AWS::NoValue' ? noValue : ref(text(name))),
  'Fn::GetAtt': (argument, { attribute }) => {
    const [logicalId = '', ...path] = Array.isArray(argument) ? argument.map(text) : text(argument).split('.')
    return attribute(logicalId, path.join('.'))
  },
  'Fn::Join': (argument, scope) => {
    const [separator, items] = list(argument)
    return withSecrets(list(resolve(items, scope)).map(text).join(text(separator)), scope)
  },
  'Fn::Split': (argument, scope) => {
    const [separator, source] = list(argument)
    return text(resolve(source, scope)).split(text(separator))
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = list(argument)
    return list(resolve(items, scope))[Number(resolve(index, scope))]
  },
  'Fn::Sub': (argument, scope) => {
    const [pattern, variables] = Array.isArray(argument) ? argument : [argument, {}]
    return withSecrets(substitute(text(pattern), new Map(Object.entries(variables ?? {})), scope), scope)
  },
  'Fn::If': (argument, scope) => {
    const [condition, then, otherwise] = list(argument)
    return resolve(scope.condition(text(condition)) ? then : otherwise, scope)
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(resolve(argument, scope))
    return left === right
  },
  'Fn::And': (argument, scope) => list(argument).every((item) => holds(item, scope)),
  'Fn::Or': (argument, scope) => list(argument).some((item) => holds(item, scope)),
  'Fn::Not': (argument, scope) => !holds(list(argument)[0], scope),
}

/** Whether a condition of the template holds. */
export const holds = (expression: unknown, scope: Scope): boolean => {
  if (typeof expression === 'object' && expression !== null && 'Condition' in expression)
    return scope.condition(text(expression.Condition))
  return resolve(expression, scope) === true
}

const substitute = (pattern: string, variables: ReadonlyMap<string, unknown>, scope: Scope): string =>
  pattern.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`
    if (variables.has(name)) return text(resolve(variables.get(name), scope))
    return text(name.includes('.') ? call('Fn::GetAtt', name, scope) : scope.ref(name))
  })

/** Dynamic references (CloudFormation user guide): `{{resolve:secretsmanager:<id>:SecretString:<json key>:<stage>:<version>}}`. */
const withSecrets = (value: string, scope: Scope): string =>
  value.replace(/\{\{resolve:(.+?)\}\}/g, (reference, inner: string) => {
    const match = /^secretsmanager:(.+?)(?::SecretString(?::([^:]*))?.*)?$/.exec(inner)
    if (match?.[1] === undefined)
      throw new Refusal(`The embedded cloud doesn't know the dynamic reference ${reference}, which the template uses.`)
    return scope.secret(match[1], match[2] ?? '')
  })

const list = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value
  throw new Refusal(`The template has ${JSON.stringify(value)} where an intrinsic function needs a list.`)
}

const text = (value: unknown): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Refusal(`The template has ${JSON.stringify(value)} where an intrinsic function needs a text.`)
}
