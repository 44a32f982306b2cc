import { readFileSync } from 'node:fs'
import { Template } from 'aws-cdk-lib/assertions'
import { z } from 'zod'
import { createApp } from '../../cdk/synthesise.ts'
import { readStack } from '../../emulator/index.ts'
import type { Settings } from '../../settings/schema.ts'
import { example } from '../settings/checked.ts'

/** Does its work once for equal settings, because that takes long. */
const oncePerSettings = <T>(work: (settings: Settings) => T) => {
  const done = new Map<string, T>()
  return (settings = example): T => {
    const key = JSON.stringify(settings)
    const result = done.get(key) ?? work(settings)
    done.set(key, result)
    return result
  }
}

/** The template of the stage `example`, with these settings. */
export const synthesised = oncePerSettings((settings) => {
  const stack = createApp('example', settings).synth().getStackByName('AntiRelou-example')
  const text = readFileSync(stack.templateFullPath, 'utf8')
  return { text, template: Template.fromJSON(JSON.parse(text)) }
})

/** What the checks have reported into the folder of a synthesis. */
export const readFindings = (directory: string) =>
  reportSchema.parse(JSON.parse(readFileSync(`${directory}/validation-report.json`, 'utf8'))).pluginReports

const where = { region: 'eu-west-3', accountId: '123456789012', endpoint: 'http://127.0.0.1:4566' }
export const place = { stackName: 'AntiRelou-example', ...where }

/** The stack as the emulator reads it. */
export const readMonitored = oncePerSettings((settings) => readStack(JSON.parse(synthesised(settings).text), place))

const construct = z.object({ constructPath: z.string() })
const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      violations: z.array(z.unknown()),
      suppressedViolations: z
        .array(z.object({ ruleName: z.string(), reason: z.string(), violatingConstructs: z.array(construct) }))
        .default([]),
    }),
  ),
})

const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item.transform((one) => [one]), z.array(item)])

const leadingKeys = z.strictObject({ 'dynamodb:LeadingKeys': z.array(z.string()) })
const never = z.literal('false')
const withKeys = z.strictObject({ 'dynamodb:LeadingKeys': never })

const statementSchema = z.strictObject({
  Effect: z.literal('Allow'),
  Action: oneOrMore(z.string()),
  // The end of an ARN is enough.
  Resource: z.unknown().transform((resource) =>
    [named(resource)]
      .flat()
      .map((one) => String(one).split(':').at(-1))
      .join(', '),
  ),
  Condition: z
    .union([
      z
        .strictObject({ StringEquals: z.strictObject({ 'kms:ViaService': z.string() }) })
        .transform(({ StringEquals }) => `via ${StringEquals['kms:ViaService'].split('.')[0]}`),
      z
        .strictObject({ 'ForAllValues:StringLike': leadingKeys, Null: withKeys })
        .transform((condition) => condition['ForAllValues:StringLike']['dynamodb:LeadingKeys'].join()),
      z
        .strictObject({
          'ForAllValues:StringLike': leadingKeys,
          'ForAllValues:StringEquals': z.strictObject({ 'dynamodb:Attributes': z.array(z.string()) }),
          Null: z.strictObject({ 'dynamodb:LeadingKeys': never, 'dynamodb:Attributes': never }),
          StringEquals: z.strictObject({ 'dynamodb:ReturnValues': z.literal('NONE') }),
        })
        .transform(
          (condition) =>
            `${condition['ForAllValues:StringEquals']['dynamodb:Attributes'].join()} of ${condition['ForAllValues:StringLike']['dynamodb:LeadingKeys'].join()}`,
        ),
    ])
    .optional(),
})

const roleSchema = z.object({
  Properties: z.strictObject({
    AssumeRolePolicyDocument: z.unknown(),
    Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statementSchema) }) })),
  }),
})

/** The actions that a function's role allows, by construct. Throws on a statement that it can't read. */
export const grantsOf = (template: Template, role: string): { readonly [resource: string]: readonly string[] } => {
  const [found] = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => withoutHash(id) === role)
  const { Policies } = roleSchema.parse(found?.[1]).Properties
  const statements = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
  const grants = Map.groupBy(statements, ({ Resource, Condition }) =>
    Condition === undefined ? Resource : `${Resource} ${Condition}`,
  )
  return Object.fromEntries([...grants].map(([on, list]) => [on, list.flatMap(({ Action }) => Action).sort()]))
}

type ByName<T> = { readonly [name: string]: T }
/** The environment of each function, by construct. */
export const variablesOf = (template: Template): ByName<ByName<unknown>> => {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'))
  return Object.fromEntries(
    functions.map(([id, { Properties }]) => [withoutHash(id), Properties.Environment.Variables]),
  )
}

/** The construct of a logical id, without the hash of eight characters at its end. */
export const withoutHash = (logicalId: string): string => logicalId.slice(0, -8)

/** A part of a template whose references are the names of constructs, or CloudFormation's pseudo parameters. */
const named = (part: unknown): unknown => {
  if (Array.isArray(part)) return part.map(named)
  if (typeof part !== 'object' || part === null) return part
  const { Ref, 'Fn::GetAtt': of, 'Fn::Join': join } = part as { readonly [name: string]: unknown }
  if (typeof Ref === 'string') return Ref.startsWith('AWS::') ? Ref : withoutHash(Ref)
  if (Array.isArray(of)) return withoutHash(String(of[0]))
  if (Array.isArray(join)) return [named(join[1])].flat().join(join[0])
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, named(value)]))
}

type Statement = {
  readonly Effect: string
  readonly Principal: string | { readonly [kind: string]: string }
  readonly Action: string | readonly string[]
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string } }
}

/** Who is allowed or denied what by the policies of the key, of topics and of queues: a line for each statement. */
export const resourcePoliciesOf = (template: Template): { readonly [construct: string]: readonly string[] } => {
  const policies = ['AWS::KMS::Key', 'AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy'].flatMap((type) =>
    Object.entries(template.findResources(type)),
  )
  return Object.fromEntries(
    policies.map(([id, { Properties }]) => {
      const { Statement } = named(Properties.KeyPolicy ?? Properties.PolicyDocument) as { Statement: Statement[] }
      return [withoutHash(id), Statement.map(lineOf)]
    }),
  )
}

const lineOf = ({ Effect, Principal, Action, Condition = {} }: Statement): string => {
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => `${operator} ${key} ${value}`),
  )
  const who = typeof Principal === 'string' ? Principal : Object.values(Principal).join()
  return [`${Effect} ${who} ${[Action].flat().join(' ')}`, ...conditions].join(', ')
}
