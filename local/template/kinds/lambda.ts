import { z } from 'zod'

import { arnOf, type Kind } from './kind.ts'

const functionProperties = z.strictObject({
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  Handler: z.string().regex(/^\w+\.\w+$/, 'must be a file and an export, such as index.handler'),
  Runtime: z.string().startsWith('nodejs'),
  Role: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).default({ Variables: {} }),
  LoggingConfig: z
    .strictObject({ LogFormat: z.enum(['JSON', 'Text']).default('Text'), LogGroup: z.string().optional() })
    .default({ LogFormat: 'Text' }),
})

export type FunctionProperties = z.infer<typeof functionProperties>

export const lambdaFunction: Kind<FunctionProperties> = {
  type: 'AWS::Lambda::Function',
  nameProperty: 'FunctionName',
  properties: functionProperties,
  ignored: {
    FunctionName: 'read before the other properties',
    Architectures: 'this machine has the one it has',
    Description: 'for people',
    KmsKeyArn: 'nothing is encrypted in memory',
    RecursiveLoop: 'Lambda alone watches for loops',
    ReservedConcurrentExecutions: 'there is no account whose other functions it would bound',
    Tags: 'nobody is billed',
  },
  identify: (name, place) => {
    const arn = arnOf('lambda', place, `function:${name}`)
    return { arn, ref: name, attributes: { Arn: arn } }
  },
}

const mappingProperties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().max(10).default(10),
  Enabled: z.boolean().default(true),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  // Without a maximum Lambda begins with five batches at a time.
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().min(2) }).default({ MaximumConcurrency: 5 }),
})

export type MappingProperties = z.infer<typeof mappingProperties>

export const eventSourceMapping: Kind<MappingProperties> = {
  type: 'AWS::Lambda::EventSourceMapping',
  properties: mappingProperties,
  ignored: { Tags: 'nobody is billed' },
  identify: (name, place) => {
    const arn = arnOf('lambda', place, `event-source-mapping:${name}`)
    return { arn, ref: name, attributes: { Id: name, EventSourceMappingArn: arn } }
  },
}
