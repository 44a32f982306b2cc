import { CfnResource, type Stack } from 'aws-cdk-lib'
import { attributesOutputs, type Deployed, outputsOfList } from '../settings/outputs.ts'

type Attributes = Deployed['is']

/**
 * What doctor compares of each kind of resource, by names that CloudFormation and the API that reads it share, with
 * what AWS takes if the template leaves it out.
 */
const kinds: { readonly [type: string]: Attributes } = {
  'AWS::SQS::Queue': { MessageRetentionPeriod: 345_600, VisibilityTimeout: 30, DelaySeconds: 0, RedrivePolicy: null },
  'AWS::SNS::Topic': { KmsMasterKeyId: null },
  'AWS::SNS::Subscription': {
    TopicArn: null,
    Endpoint: null,
    RawMessageDelivery: false,
    FilterPolicy: null,
    RedrivePolicy: null,
  },
  'AWS::Lambda::EventSourceMapping': {
    FunctionName: null,
    FunctionResponseTypes: null,
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 0,
    ScalingConfig: null,
    FilterCriteria: null,
  },
  'AWS::Lambda::Function': {
    Handler: null,
    Runtime: null,
    Timeout: 3,
    MemorySize: 128,
    ReservedConcurrentExecutions: null,
    Environment: null,
  },
  'AWS::DynamoDB::Table': { TimeToLiveSpecification: null },
  'AWS::Scheduler::Schedule': { State: 'ENABLED', ScheduleExpression: null, Target: null },
}

/** Outputs that carry the attributes of each resource as the template deploys them. */
export const outputsOfAttributes = (stack: Stack): { readonly [name: string]: string } => {
  const resources = stack.node.findAll().filter((one) => CfnResource.isCfnResource(one))
  const deployed = resources.flatMap((one) => {
    const properties = propertiesOf(stack, one)
    const attributes = kinds[one.cfnResourceType]
    if (attributes === undefined || properties['Protocol'] === 'email') return []
    const is = Object.entries(attributes).map(([name, otherwise]) => [name, properties[name] ?? otherwise])
    return partsOf({
      kind: one.cfnResourceType.split('::').at(-1) ?? '',
      name: stack.getLogicalId(one).replace(/(Resource)?[0-9A-F]{8}$/, ''),
      ref: one.ref,
      is: Object.fromEntries(is),
    })
  })
  return outputsOfList(
    attributesOutputs,
    deployed.map((one) => stack.toJsonString(one)),
  )
}

/** The properties of a resource in the template. The CDK types no way to them. */
const propertiesOf = (stack: Stack, one: CfnResource): Attributes => {
  const { Resources } = stack.resolve((one as unknown as { _toCloudFormation: () => unknown })._toCloudFormation())
  return Object.values<{ readonly Properties?: Attributes }>(Resources)[0]?.Properties ?? {}
}

/** Parts, so that no output is too long. Secrets, settings and words for people, which others show, are left out. */
const partsOf = ({ is: { Environment, ...is }, ...one }: Deployed): readonly Deployed[] => {
  if (is['Target'] !== undefined) {
    const { Arn, RoleArn, Input } = is['Target'] as Attributes
    return [{ ...one, is: { ...is, Target: without(/\s/, { Arn, RoleArn, Input }) } }]
  }
  if (Environment === undefined) return [{ ...one, is }]
  const { Variables = {} } = (Environment ?? {}) as { readonly Variables?: Attributes }
  return [
    { ...one, is },
    { ...one, kind: 'Environment', is: without(/\{(\{resolve:|\\")/, Variables) },
  ]
}

const without = (what: RegExp, attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => !what.test(JSON.stringify(value))))
