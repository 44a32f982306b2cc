import { createHash } from 'node:crypto'
import { z } from 'zod'
import { arnOf, identifiedIn, type ResourceType, withoutArn } from '../../template/resource-type.ts'

const functionProperties = z.strictObject({
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  Handler: z.string().regex(/^\w+\.\w+$/, 'must be a file and an export, such as index.handler'),
  Runtime: z.string().startsWith('nodejs'),
  Role: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).default({ Variables: {} }),
  LoggingConfig: z.strictObject({ LogFormat: z.literal('JSON'), LogGroup: z.string() }).optional(),
})

export type FunctionProperties = z.infer<typeof functionProperties>

export const lambdaFunction: ResourceType<FunctionProperties> = {
  type: 'AWS::Lambda::Function',
  nameProperty: 'FunctionName',
  properties: functionProperties,
  ignored: {
    Architectures: 'this machine has the one it has',
    KmsKeyArn: 'nothing is encrypted in memory',
    RecursiveLoop: 'Lambda alone watches for loops',
    ReservedConcurrentExecutions: 'there is no account whose other functions it would bound',
  },
  identify: identifiedIn('lambda', 'function:'),
}

const mappingProperties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().max(10).default(10),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).max(1).default([]),
  // Without a maximum, Lambda begins with five batches at a time (developer guide, scaling of SQS mappings).
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().min(2) }).default({ MaximumConcurrency: 5 }),
})

export type MappingProperties = z.infer<typeof mappingProperties>

export const eventSourceMapping: ResourceType<MappingProperties> = {
  type: 'AWS::Lambda::EventSourceMapping',
  properties: mappingProperties,
  ignored: {},
  identify: (name, place) => {
    const arn = arnOf('lambda', place, `event-source-mapping:${name}`)
    return { arn, ref: name, attributes: { Id: name, EventSourceMappingArn: arn } }
  },
}

const urlProperties = z.strictObject({
  TargetFunctionArn: z.string(),
  AuthType: z.literal('NONE'),
  InvokeMode: z.literal('BUFFERED').default('BUFFERED'),
})

/** A URL at which anybody can invoke a function. Its host is under `localhost`, at the port of the endpoint. */
export const functionUrl: ResourceType<z.infer<typeof urlProperties>> = {
  type: 'AWS::Lambda::Url',
  properties: urlProperties,
  ignored: {},
  identify: (name, { region, endpoint }) => {
    const id = createHash('sha256').update(name).digest('hex').slice(0, 32)
    const FunctionUrl = `http://${id}.lambda-url.${region}.localhost:${new URL(endpoint).port}/`
    return { arn: '', ref: name, attributes: { FunctionUrl } }
  },
}

const permissionProperties = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  /** The only resource for which the principal may invoke; by default any. */
  SourceArn: z.string().optional(),
  FunctionUrlAuthType: z.literal('NONE').optional(),
  InvokedViaFunctionUrl: z.literal(true).optional(),
})

/** A permission in the function's resource-based policy, which lets a principal invoke it. */
export const functionPermission: ResourceType<z.infer<typeof permissionProperties>> = {
  type: 'AWS::Lambda::Permission',
  properties: permissionProperties,
  ignored: {},
  identify: withoutArn,
}

const invokeConfigProperties = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: z.int().min(0).max(2).default(2),
})

/** How Lambda repeats asynchronous invocations of a function. */
export const eventInvokeConfig: ResourceType<z.infer<typeof invokeConfigProperties>> = {
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: invokeConfigProperties,
  ignored: { MaximumEventAgeInSeconds: 'how long an event waits for a function that is throttled, which none is here' },
  identify: withoutArn,
}
