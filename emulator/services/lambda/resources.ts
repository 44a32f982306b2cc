import { z } from 'zod'

import { arnOf, type ResourceType } from '../../template/resource-type.ts'

const functionProperties = z.strictObject({
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  Handler: z.string().regex(/^\w+\.\w+$/, 'must be a file and an export, such as index.handler'),
  Runtime: z.string().startsWith('nodejs'),
  Role: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).default({ Variables: {} }),
  LoggingConfig: z.strictObject({ LogFormat: z.literal('JSON'), LogGroup: z.string() }),
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
  identify: (name, place) => {
    const arn = arnOf('lambda', place, `function:${name}`)
    return { arn, ref: name, attributes: { Arn: arn } }
  },
}

const mappingProperties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().max(10),
  FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().min(2) }),
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
