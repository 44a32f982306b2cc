import { describe, expect, it } from 'vitest'
import { judgePolicies } from '../../local/policy-judge.ts'
import { createPermissions } from '../services/iam/permissions.ts'
import { checkIntegrations, readGrants } from '../services/services.ts'
import { readToy } from './toy/cloud.ts'
import { toyTemplate } from './toy/template.ts'

const one = (Type: string, Properties: object = {}, more: object = {}) => ({
  Resources: { It: { Type, Properties, ...more } },
})
const queue = (Properties: object, more: object = {}) => one('AWS::SQS::Queue', Properties, more)
const output = (Value: unknown, more: object = {}) => ({ ...queue({}), Outputs: { Told: { Value, ...more } } })

describe('A stack', () => {
  it('has the defaults of its parameters, and texts with what they name', () => {
    const Until = { Value: { Ref: 'Until' } }
    const Written = { Value: { 'Fn::Sub': 'a-$' + '{It}-$' + '{AWS::StackName}' } }
    const Parameters = { Until: { Type: 'String', Default: 'never' } }
    const { outputs } = readToy({ ...one('AWS::SNS::Topic'), Parameters, Outputs: { Until, Written } })
    expect(outputs).toStrictEqual({ Until: 'never', Written: 'a-arn:aws:sns:eu-west-3:000000000000:Toy-It-Toy' })
  })

  const line = (properties: object) =>
    one('AWS::SMSVOICE::PhoneNumber', {
      IsoCountryCode: 'BE',
      NumberType: 'LONG_CODE',
      NumberCapabilities: ['SMS'],
      MandatoryKeywords: { HELP: { Message: 'Help' }, STOP: { Message: 'Stop' } },
      ...properties,
    })
  const ofLine = 'of It (AWS::SMSVOICE::PhoneNumber)'
  const TwoWay = { Enabled: true, ChannelArn: 'arn' }
  const reporting = (...MatchingEventTypes: readonly string[]) => {
    const destination = { EventDestinationName: 'all', Enabled: true, SnsDestination: { TopicArn: 'arn' } }
    return one('AWS::SMSVOICE::ConfigurationSet', { EventDestinations: [{ ...destination, MatchingEventTypes }] })
  }

  it.each<[string, unknown]>([
    [`IsoCountryCode ${ofLine}: must be US, which alone has simulator numbers`, line({ NumberType: 'SIMULATOR' })],
    [`SelfManagedOptOutsEnabled ${ofLine}: must be true for a two-way number`, line({ TwoWay })],
    [`SelfManagedOptOutsEnabled ${ofLine}: must be left out`, line({ SelfManagedOptOutsEnabled: true })],
    ['EventDestinations.0.MatchingEventTypes.1 of It', reporting('TEXT_DELIVERED', 'TEXT_SENT')],
    ["doesn't know the resource type AWS::S3::Bucket, which It has.", one('AWS::S3::Bucket')],
    ["doesn't know the property FifoQueue of It (AWS::SQS::Queue).", queue({ FifoQueue: true })],
    [
      "can't use the property VisibilityTimeout of It (AWS::SQS::Queue): Invalid input: expected number, received string.",
      queue({ VisibilityTimeout: '30 s' }),
    ],
    ["doesn't know conditions, and It has one.", queue({}, { Condition: 'Large' })],
    ["doesn't know conditions, and Told has one.", output('', { Condition: 'Large' })],
    ['The template has nothing that is called Key.', queue({ KmsMasterKeyId: { Ref: 'Key' } })],
    ["doesn't know the attribute Colour of It.", output({ 'Fn::GetAtt': ['It', 'Colour'] })],
    ["doesn't know the intrinsic function Fn::If, which the template uses.", output({ 'Fn::If': ['Large', 1, 2] })],
    [
      "doesn't know the dynamic reference {{resolve:secretsmanager:P:SecretString:k::}}, which",
      output('{{resolve:secretsmanager:P:SecretString:k::}}'),
    ],
    ['"It.Arn" where an intrinsic function needs a list.', output({ 'Fn::GetAtt': 'It.Arn' })],
    ['["a",{}] where an intrinsic function needs a text.', output({ 'Fn::Sub': ['a', {}] })],
  ])('is refused with a sentence: %s', (sentence, template) => expect(() => readToy(template)).toThrow(sentence))
})

describe('A template', () => {
  const check = async (changed: object) => {
    const stack = readToy({ Resources: { ...toyTemplate.Resources, ...changed } })
    await checkIntegrations(stack, createPermissions(judgePolicies, readGrants(stack), stack.place))
  }
  const emptyPolicy = { Version: '2012-10-17', Statement: [] }
  const single = { 'Fn::GetAtt': ['Single', 'Arn'] }
  const of = (Type: string, Properties: object) => ({ Type, Properties })
  const permission = (Action: string, Principal: string) =>
    of('AWS::Lambda::Permission', { Action, FunctionName: single, Principal })
  const [another, forOne] = [permission('lambda:Other', '*'), permission('lambda:InvokeFunction', 'sns.amazonaws.com')]

  it('without gaps in its permissions is accepted', async () => {
    await expect(check({})).resolves.toBeUndefined()
  })

  const without = "the template doesn't allow"
  const notInvocable = (action: string) =>
    `Nobody can call Url: ${without} lambda:${action} on arn:aws:lambda:eu-west-3:000000000000:function:single to all.`

  it.each<[string, object]>([
    [
      `SNS can't deliver to Subscription: ${without} sqs:SendMessage on arn:aws:sqs:eu-west-3:000000000000:Toy-Archive.`,
      { ArchivePolicy: of('AWS::SQS::QueuePolicy', { Queues: [{ Ref: 'Archive' }], PolicyDocument: emptyPolicy }) },
    ],
    [
      `SNS can't deliver to Subscription: ${without} kms:GenerateDataKey on arn:aws:kms:`,
      { Key: of('AWS::KMS::Key', { KeyPolicy: emptyPolicy }) },
    ],
    [`Lambda can't poll for SingleSource: ${without} sqs:ReceiveMessage`, { Role: of('AWS::IAM::Role', {}) }],
    [
      'hides messages for 0 s, but its function may take 4 s',
      { Singles: of('AWS::SQS::Queue', { VisibilityTimeout: 0 }) },
    ],
    [notInvocable('InvokeFunctionUrl'), { UrlPermission: another }],
    [notInvocable('InvokeFunction'), { InvokePermission: another }],
    [notInvocable('InvokeFunction'), { InvokePermission: forOne }],
    [
      'Url lacks its function.',
      { Url: of('AWS::Lambda::Url', { TargetFunctionArn: 'another arn', AuthType: 'NONE' }) },
    ],
  ])('with a gap is refused: %s', async (sentence, changed) => {
    await expect(check(changed)).rejects.toThrow(sentence)
  })
})
