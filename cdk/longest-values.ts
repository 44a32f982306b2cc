import { CfnResource, type Stack } from 'aws-cdk-lib'

/** A part of the stack's template with the longest value that CloudFormation can put in the place of each reference. */
export const withLongestValues = (part: unknown, stack: Stack): unknown => {
  const types = new Map(
    stack.node
      .findAll()
      .filter((construct) => construct instanceof CfnResource)
      .map((resource) => [String(stack.resolve(resource.logicalId)), resource.cfnResourceType]),
  )
  const valueFor = (logicalId: string, attribute?: string): string => {
    if (logicalId === 'AWS::AccountId') return accountId
    const value = longest[types.get(logicalId) ?? '']?.(stack, logicalId, attribute)
    if (value === undefined) throw new Error(`How long is a reference to ${logicalId}?`)
    return value
  }
  return replaced(stack.resolve(part), valueFor)
}

type ValueFor = (logicalId: string, attribute?: string) => string

const replaced = (part: unknown, valueFor: ValueFor): unknown => {
  if (Array.isArray(part)) return part.map((item) => replaced(item, valueFor))
  if (typeof part !== 'object' || part === null) return part
  const [[key, value] = ['', undefined]] = Object.entries(part)
  if (key === 'Ref') return valueFor(String(value))
  if (key === 'Fn::GetAtt' && Array.isArray(value)) return valueFor(String(value[0]), String(value[1]))
  if (key === 'Fn::Join' && Array.isArray(value))
    return [replaced(value[1], valueFor)].flat().join(String(value[0])).replaceAll(secretValue, generated)
  return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, replaced(item, valueFor)]))
}

/** CloudFormation reads a secret in the place of this. All that are read so are generated (storage.ts). */
const secretValue = /\{\{resolve:secretsmanager:.*?\}\}/g
const generated = 'x'.repeat(64)

const accountId = '123456789012'
const uuid = '12345678-1234-1234-1234-123456789012'

/** A name as CloudFormation makes it (template reference, aws-properties-name), and four characters to be safe. */
const nameOf = ({ stackName }: Stack, logicalId: string): string => `${stackName}-${logicalId}-abcdefghijk1wxyz`

const arnOf = ({ region }: Stack, service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`

/** The longest value of a reference to a resource, or to an attribute of it, by its type. */
const longest: { readonly [type: string]: (stack: Stack, logicalId: string, attribute?: string) => string } = {
  'AWS::DynamoDB::Table': (stack, id, attribute) =>
    attribute === undefined ? nameOf(stack, id) : arnOf(stack, 'dynamodb', `table/${nameOf(stack, id)}`),
  'AWS::KMS::Key': (stack) => arnOf(stack, 'kms', `key/${uuid}`),
  // The reference calls the id a UUID (API reference, EventSourceMappingConfiguration).
  'AWS::Lambda::EventSourceMapping': () => uuid,
  // The name of a function has 64 characters at most (API reference, CreateFunction).
  'AWS::Lambda::Function': (stack, id) => arnOf(stack, 'lambda', `function:${nameOf(stack, id).slice(0, 64)}`),
  // Longer than its form in the guide, which gives no limit (Lambda, urls-invocation; read 2026-12-02).
  'AWS::Lambda::Url': () => `https://${'x'.repeat(92)}`,
  'AWS::Logs::LogGroup': (stack, id) => arnOf(stack, 'logs', `log-group:${nameOf(stack, id)}:*`),
  // A hyphen and six random characters follow the name (API reference, CreateSecret).
  'AWS::SecretsManager::Secret': (stack, id) => arnOf(stack, 'secretsmanager', `secret:${nameOf(stack, id)}-abcdef`),
  // The ids in AWS's examples are this long (user guide, CloudTrail), and a number as E.164 allows.
  'AWS::SMSVOICE::PhoneNumber': (stack, _, attribute) =>
    attribute === 'PhoneNumber'
      ? '+123456789012345'
      : arnOf(stack, 'sms-voice', `phone-number/phone-${uuid.replaceAll('-', '')}`),
  'AWS::SNS::Topic': (stack, id) => arnOf(stack, 'sns', nameOf(stack, id)),
  // The name of a queue has 80 characters at most (API reference, CreateQueue).
  'AWS::SQS::Queue': (stack, id, attribute) =>
    attribute === undefined
      ? `https://sqs.${stack.region}.amazonaws.com/${accountId}/${nameOf(stack, id).slice(0, 80)}`
      : arnOf(stack, 'sqs', nameOf(stack, id).slice(0, 80)),
}
