import { z } from 'zod'
import { CloudError } from '../cloud-error.ts'
import { resolve, type Scope } from './intrinsics.ts'
import type { Identity, Place, Resource, ResourceType } from './resource-type.ts'

type SecretVersion = { readonly id: string; readonly value: string; readonly createdAt: Date }

/** The secrets that a template generates. Each method throws a `CloudError` for an unknown secret. */
export type Secrets = {
  /** The value of a secret, by its ARN. It is generated at the first read, and stays the same until it is replaced. */
  readonly read: (id: string) => string
  /** The current version of a secret, and the previous one if there is one. */
  readonly versions: (id: string) => readonly [SecretVersion, SecretVersion?]
  readonly replace: (id: string, value: string) => SecretVersion
}

/** A template in which every reference is resolved. */
export type Stack = {
  readonly place: Place
  readonly all: <P>(kind: ResourceType<P>) => readonly Resource<P>[]
  /** The values of `Ref`, by logical id. */
  readonly refs: { readonly [logicalId: string]: string }
  readonly outputs: { readonly [name: string]: string }
  readonly secrets: Secrets
}

/** The supported resource types, and the secrets among a template's resources. */
type Services = {
  readonly resourceTypes: readonly ResourceType<unknown>[]
  readonly secretsOf: (all: Stack['all']) => Secrets
}

/** Reads a template. Throws a `CloudError` for what the emulator doesn't support. */
export const readTemplate = (document: unknown, place: Place, { resourceTypes, secretsOf }: Services): Stack => {
  const template = templateSchema.parse(document)
  // CDK's command line adds a resource that tells AWS which constructs are in use.
  const resources = Object.entries(template.Resources).filter(([, { Type }]) => Type !== 'AWS::CDK::Metadata')
  for (const [name, { Condition }] of [...resources, ...Object.entries(template.Outputs)])
    if (Condition !== undefined) throw new CloudError(`The emulator doesn't know conditions, and ${name} has one.`)
  const secrets = secretsOf((kind) => all(kind))
  const scope = createScope(template, place, resourceTypes, secrets)
  const refs = Object.fromEntries(resources.map(([logicalId]) => [logicalId, scope.identity(logicalId).ref]))
  const all = <P>(kind: ResourceType<P>): readonly Resource<P>[] =>
    resources
      .filter(([, { Type }]) => Type === kind.type)
      .map(([logicalId, { Properties }]) => ({
        logicalId,
        properties: readProperties(logicalId, kind, Properties, scope),
        ...scope.identity(logicalId),
      }))

  resourceTypes.forEach(all)
  const outputs = Object.entries(template.Outputs).map(([name, { Value }]) => [name, String(resolve(Value, scope))])
  return { place, all, refs, outputs: Object.fromEntries(outputs), secrets }
}

const createScope = (
  { Parameters, Resources }: Template,
  place: Place,
  resourceTypes: Services['resourceTypes'],
  secrets: Secrets,
) => {
  const pseudoParameters = new Map([
    ['AWS::Region', place.region],
    ['AWS::AccountId', place.accountId],
    ['AWS::Partition', 'aws'],
    ['AWS::StackName', place.stackName],
  ])
  const identify = (logicalId: string): Identity => {
    const resource = Resources[logicalId]
    if (resource === undefined) throw new CloudError(`The template has nothing that is called ${logicalId}.`)
    const { Type, Properties } = resource
    const kind = resourceTypes.find(({ type }) => type === Type)
    if (kind === undefined)
      throw new CloudError(`The emulator doesn't know the resource type ${Type}, which ${logicalId} has.`)
    const chosen = resolve(Properties[kind.nameProperty ?? ''], scope)
    const name = typeof chosen === 'string' ? chosen : `${place.stackName}-${logicalId}`
    return kind.identify(name, place, Properties)
  }
  const identities = new Map<string, Identity>()
  const identity = (logicalId: string): Identity => {
    const known = identities.get(logicalId) ?? identify(logicalId)
    identities.set(logicalId, known)
    return known
  }
  const scope: Scope & { readonly identity: typeof identity } = {
    identity,
    secret: secrets.read,
    ref: (name) => pseudoParameters.get(name) ?? Parameters[name]?.Default ?? identity(name).ref,
    attribute: (logicalId, attribute) => {
      const value = identity(logicalId).attributes[attribute]
      if (value !== undefined) return value
      throw new CloudError(`The emulator doesn't know the attribute ${attribute} of ${logicalId}.`)
    },
  }
  return scope
}

type RawProperties = Template['Resources'][string]['Properties']

const readProperties = <P>(logicalId: string, kind: ResourceType<P>, raw: RawProperties, scope: Scope): P => {
  const { nameProperty, ignored = {} } = kind
  const honoured = Object.entries(raw).filter(([name]) => name !== nameProperty && !Object.hasOwn(ignored, name))
  const result = kind.properties.safeParse(resolve(Object.fromEntries(honoured), scope))
  if (result.success) return result.data
  throw new CloudError(sentence(`${logicalId} (${kind.type})`, result.error.issues[0]))
}

const sentence = (what: string, issue: z.core.$ZodIssue | undefined): string => {
  if (issue?.code === 'unrecognized_keys')
    return `The emulator doesn't know the property ${[...issue.path, issue.keys[0]].join('.')} of ${what}.`
  return `The emulator can't use the property ${issue?.path.join('.')} of ${what}: ${issue?.message}.`
}

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
})

const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown(), Condition: z.string().optional() })).default({}),
})

type Template = z.infer<typeof templateSchema>
