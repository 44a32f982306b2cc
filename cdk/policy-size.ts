import { CfnResource, type Stack } from 'aws-cdk-lib'
import { CfnManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam'

import { Refusal } from '../settings/refusal.ts'

/** How many characters a managed policy may have, white space not counted (IAM user guide, reference_iam-quotas). Nobody can raise it. */
const quota = 6144

/**
 * The same permissions in fewer characters: under the same conditions, each resource is named once, with all actions on it, because an ARN is
 * longer than an action. Resources with the same actions share a statement.
 */
export const shortened = (statements: readonly PolicyStatement[]): PolicyStatement[] =>
  [...Map.groupBy(statements, ({ conditions }) => JSON.stringify(conditions)).values()].flatMap((alike) => {
    const grants = alike.flatMap(({ actions, resources }) => resources.map((resource) => ({ resource, actions })))
    const byResource = Map.groupBy(grants, ({ resource }) => resource)
    const byActions = Map.groupBy(byResource.keys(), (resource) =>
      [...new Set(byResource.get(resource)?.flatMap(({ actions }) => actions))].sort().join(),
    )
    return [...byActions].map(
      ([actions, resources]) =>
        new PolicyStatement({ actions: actions.split(','), resources, conditions: alike[0]?.conditions }),
    )
  })

/** Throws a `Refusal` if a managed policy of the stack may be longer than IAM allows, which AWS would say only in the middle of a deployment. */
export const refuseLongPolicies = (stack: Stack): void => {
  for (const policy of stack.node.findAll().filter((construct) => construct instanceof CfnManagedPolicy)) {
    const length = lengthOf(policy.policyDocument, stack)
    if (length > quota)
      throw new Refusal(
        `The policy ${policy.managedPolicyName} would have up to ${length} characters, but IAM allows ${quota}: give the stage a shorter name, or deploy some of its lines as another stage.`,
      )
  }
}

/** The most characters that a policy can have once CloudFormation has replaced each reference in it. */
const lengthOf = (document: unknown, stack: Stack): number => {
  const resources = stack.node.findAll().filter((construct) => construct instanceof CfnResource)
  const longest = new Map(
    resources.map((resource) => {
      const logicalId = String(stack.resolve(resource.logicalId))
      return [logicalId, longestReference[resource.cfnResourceType]?.(stack, logicalId)]
    }),
  )
  const valueFor = (name: string): string => {
    const value = name === 'AWS::AccountId' ? accountId : longest.get(name)
    if (value === undefined) throw new Error(`How long is a reference to ${name} in a policy?`)
    return value
  }
  return JSON.stringify(withValues(stack.resolve(document), valueFor)).replaceAll(/\s/g, '').length
}

/** Replaces references by values. Resources have one value here, because policies refer to each by its ARN or by its id. */
const withValues = (part: unknown, valueFor: (name: string) => string): unknown => {
  if (Array.isArray(part)) return part.map((item) => withValues(item, valueFor))
  if (typeof part !== 'object' || part === null) return part
  const [[key, value] = ['', undefined]] = Object.entries(part)
  if (key === 'Ref') return valueFor(String(value))
  if (key === 'Fn::GetAtt' && Array.isArray(value)) return valueFor(String(value[0]))
  if (key === 'Fn::Join' && Array.isArray(value)) return [withValues(value[1], valueFor)].flat().join(String(value[0]))
  return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, withValues(item, valueFor)]))
}

const accountId = '123456789012'
const uuid = '12345678-1234-1234-1234-123456789012'

/**
 * A name as CloudFormation makes them, MyStack-MyBucket-abcdefghijk1 (template reference, aws-properties-name). The reference gives no bound
 * for what follows the last hyphen, so four characters more are counted.
 */
const nameOf = ({ stackName }: Stack, logicalId: string): string => `${stackName}-${logicalId}-abcdefghijk1wxyz`

const arnOf = ({ region }: Stack, service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`

/** The longest value of a reference to a resource, by its type: its ARN, or its id if policies refer to it by that. */
const longestReference: { readonly [type: string]: (stack: Stack, logicalId: string) => string } = {
  'AWS::DynamoDB::Table': (stack, id) => arnOf(stack, 'dynamodb', `table/${nameOf(stack, id)}`),
  'AWS::KMS::Key': (stack) => arnOf(stack, 'kms', `key/${uuid}`),
  // The reference calls the id a UUID (API reference, EventSourceMappingConfiguration).
  'AWS::Lambda::EventSourceMapping': () => uuid,
  'AWS::Logs::LogGroup': (stack, id) => arnOf(stack, 'logs', `log-group:${nameOf(stack, id)}:*`),
  // A hyphen and six random characters follow the name (API reference, CreateSecret).
  'AWS::SecretsManager::Secret': (stack, id) => arnOf(stack, 'secretsmanager', `secret:${nameOf(stack, id)}-abcdef`),
  // The ids in AWS's examples are this long (user guide, CloudTrail).
  'AWS::SMSVOICE::PhoneNumber': (stack) => arnOf(stack, 'sms-voice', `phone-number/phone-${uuid.replaceAll('-', '')}`),
  'AWS::SNS::Topic': (stack, id) => arnOf(stack, 'sns', nameOf(stack, id)),
  // The name of a queue has 80 characters at most (API reference, CreateQueue).
  'AWS::SQS::Queue': (stack, id) => arnOf(stack, 'sqs', nameOf(stack, id).slice(0, 80)),
}
