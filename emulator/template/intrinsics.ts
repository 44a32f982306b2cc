import { CloudError } from '../cloud-error.ts'

/** Looks up the values of names in a template. Each function throws a `CloudError` for an unknown name. */
export type Scope = {
  readonly ref: (name: string) => unknown
  readonly attribute: (logicalId: string, attribute: string) => unknown
  readonly secret: (id: string) => string
}

/** Replaces intrinsic functions and dynamic references. Throws a `CloudError` for unsupported ones. */
export const resolve = (value: unknown, scope: Scope): unknown => {
  if (typeof value === 'string') return withSecrets(value, scope)
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope))
  if (typeof value !== 'object' || value === null) return value
  const [only, ...others] = Object.entries(value)
  if (only !== undefined && others.length === 0 && isIntrinsic(only[0])) return call(only[0], only[1], scope)
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolve(item, scope)]))
}

const isIntrinsic = (name: string): boolean => name === 'Ref' || name.startsWith('Fn::')

const call = (name: string, argument: unknown, scope: Scope): unknown => {
  const intrinsic = intrinsics[name]
  if (intrinsic === undefined)
    throw new CloudError(`The emulator doesn't know the intrinsic function ${name}, which the template uses.`)
  return intrinsic(argument, scope)
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown

const intrinsics: { readonly [name: string]: Intrinsic } = {
  Ref: (name, { ref }) => ref(text(name)),
  'Fn::GetAtt': (argument, { attribute }) => {
    const [logicalId = '', ...path] = list(argument).map(text)
    return attribute(logicalId, path.join('.'))
  },
  'Fn::Join': (argument, scope) => {
    const [separator, items] = list(argument)
    return withSecrets(list(resolve(items, scope)).map(text).join(text(separator)), scope)
  },
  'Fn::Sub': (argument, { ref }) => text(argument).replace(/\$\{([^}]*)\}/g, (_, name: string) => text(ref(name))),
}

/** Replaces dynamic references to the whole string of a secret (CloudFormation user guide). */
const withSecrets = (value: string, scope: Scope): string =>
  value.replace(/\{\{resolve:(.+?)\}\}/g, (reference, inner: string) => {
    const [, id] = /^secretsmanager:(.+?):SecretString:::$/.exec(inner) ?? []
    if (id === undefined)
      throw new CloudError(`The emulator doesn't know the dynamic reference ${reference}, which the template uses.`)
    return scope.secret(id)
  })

const list = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value
  throw new CloudError(`The template has ${JSON.stringify(value)} where an intrinsic function needs a list.`)
}

const text = (value: unknown): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new CloudError(`The template has ${JSON.stringify(value)} where an intrinsic function needs a text.`)
}
