import { describe, expect, it } from 'vitest'

import { judgePolicies } from '../../../local/policy-judge.ts'
import { CloudError } from '../../cloud-error.ts'
import { createPermissions } from '../../services/iam/permissions.ts'
import { checkIntegrations, readGrants, readStack } from '../../services/services.ts'
import { resolve, type Scope } from '../../template/intrinsics.ts'
import { toyTemplate } from '../toy/template.ts'

const place = { stackName: 'Toy', region: 'eu-west-3', accountId: '000000000000', endpoint: 'http://127.0.0.1:1' }
const read = (template: unknown) => readStack(template, place)
const queue = (Properties: object) => ({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties } } })

const keywords = { HELP: { Message: 'Help' }, STOP: { Message: 'Stop' } }

describe('A stack', () => {
  it('has outputs, and the defaults of its parameters', () => {
    const { outputs } = read({
      Parameters: { Until: { Type: 'String', Default: 'never' } },
      ...queue({}),
      Outputs: { Where: { Value: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }, Until: { Value: { Ref: 'Until' } } },
    })
    expect(outputs).toStrictEqual({ Where: 'Toy-Queue', Until: 'never' })
  })

  const bought = (properties: object) => ({
    Resources: {
      Line: {
        Type: 'AWS::SMSVOICE::PhoneNumber',
        Properties: {
          IsoCountryCode: 'BE',
          NumberType: 'LONG_CODE',
          NumberCapabilities: ['SMS'],
          MandatoryKeywords: keywords,
          ...properties,
        },
      },
    },
  })
  const reporting = (MatchingEventTypes: readonly string[]) => {
    const destination = { EventDestinationName: 'all', Enabled: true, SnsDestination: { TopicArn: 'arn' } }
    const EventDestinations = [{ ...destination, MatchingEventTypes }]
    return { Resources: { Replies: { Type: 'AWS::SMSVOICE::ConfigurationSet', Properties: { EventDestinations } } } }
  }

  it.each<[string, unknown]>([
    [
      "The embedded cloud can't use the property IsoCountryCode of Line (AWS::SMSVOICE::PhoneNumber): must be US, which alone has simulator numbers that send.",
      bought({ NumberType: 'SIMULATOR' }),
    ],
    [
      "The embedded cloud can't use the property SelfManagedOptOutsEnabled of Line (AWS::SMSVOICE::PhoneNumber): must be true for a two-way number",
      bought({ TwoWay: { Enabled: true, ChannelArn: 'arn' } }),
    ],
    [
      "The embedded cloud can't use the property EventDestinations.0.MatchingEventTypes.1 of Replies (AWS::SMSVOICE::ConfigurationSet)",
      reporting(['TEXT_DELIVERED', 'TEXT_SENT']),
    ],
    [
      "The embedded cloud doesn't know the resource type AWS::S3::Bucket, which Bucket has.",
      { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } },
    ],
    ["The embedded cloud doesn't know the property FifoQueue of Queue (AWS::SQS::Queue).", queue({ FifoQueue: true })],
    [
      "The embedded cloud can't use the property VisibilityTimeout of Queue (AWS::SQS::Queue): Invalid input: expected number, received string.",
      queue({ VisibilityTimeout: '30 s' }),
    ],
    [
      "The embedded cloud doesn't know conditions, and Queue has one.",
      { Resources: { Queue: { Type: 'AWS::SQS::Queue', Condition: 'Large' } } },
    ],
    [
      "The embedded cloud doesn't know conditions, and Url has one.",
      { ...queue({}), Outputs: { Url: { Condition: 'Large', Value: { Ref: 'Queue' } } } },
    ],
    ['The template has nothing that is called Key.', queue({ KmsMasterKeyId: { Ref: 'Key' } })],
    [
      "The embedded cloud doesn't know the attribute Colour of Queue.",
      { ...queue({}), Outputs: { Colour: { Value: { 'Fn::GetAtt': ['Queue', 'Colour'] } } } },
    ],
  ])('is refused with a sentence: %s', (sentence, template) => {
    expect(() => read(template)).toThrow(sentence)
  })
})

describe('A template', () => {
  const check = async (change: (resources: typeof toyTemplate.Resources) => object) => {
    const stack = read({ Resources: { ...toyTemplate.Resources, ...change(toyTemplate.Resources) } })
    await checkIntegrations(stack, createPermissions(judgePolicies, readGrants(stack), place))
  }
  const emptyPolicy = { Version: '2012-10-17', Statement: [] }

  it('without gaps in its permissions is accepted', async () => {
    await expect(check(() => ({}))).resolves.toBeUndefined()
  })

  it.each<[string, object, string]>([
    [
      'SNS may not send to the queue of a subscription',
      {
        ArchivePolicy: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: { Queues: [{ Ref: 'Archive' }], PolicyDocument: emptyPolicy },
        },
      },
      "SNS can't deliver to Subscription: the template doesn't allow sqs:SendMessage on arn:aws:sqs:eu-west-3:000000000000:Toy-Archive.",
    ],
    [
      'SNS may not use the key of that queue',
      { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: emptyPolicy } } },
      "the template doesn't allow kms:GenerateDataKey on arn:aws:kms:",
    ],
    [
      'a function may not receive from the queue of its event source mapping',
      { Role: { Type: 'AWS::IAM::Role', Properties: {} } },
      "Lambda can't poll for SingleSource: the template doesn't allow sqs:ReceiveMessage",
    ],
    [
      'the visibility timeout of a queue is shorter than the timeout of its function',
      { Singles: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 0 } } },
      'its queue hides messages for 0 s, but its function may take 4 s',
    ],
  ])('is refused if %s', async (_, changed, sentence) => {
    await expect(check(() => changed)).rejects.toThrow(sentence)
  })

  it.each([
    ['UrlPermission', 'lambda:InvokeFunctionUrl'],
    ['InvokePermission', 'lambda:InvokeFunction'],
  ])('is refused if nobody may call the URL of a function, because the %s is missing', async (id, action) => {
    const other = (resources: typeof toyTemplate.Resources) => ({
      [id]: {
        ...resources.UrlPermission,
        Properties: { ...resources.UrlPermission.Properties, Action: 'lambda:Other' },
      },
    })
    await expect(check(other)).rejects.toThrow(
      `Nobody can call Url: the template doesn't allow ${action} on arn:aws:lambda:eu-west-3:000000000000:function:single to all.`,
    )
  })
})

describe('Intrinsic functions', () => {
  const scope: Scope = {
    ref: (name) => `ref of ${name}`,
    attribute: (logicalId, attribute) => `${attribute} of ${logicalId}`,
    secret: (id) => `secret of ${id}`,
  }
  const pepper = 'arn:aws:secretsmanager:eu-west-3:000000000000:secret:Pepper-AbCdEf'

  describe('A template', () => {
    it.each<[string, unknown, unknown]>([
      ['Ref', { Ref: 'Queue' }, 'ref of Queue'],
      ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Arn of Queue'],
      ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'B' }, 3]] }, 'a-ref of B-3'],
      ['Fn::Sub', { 'Fn::Sub': 'a-$' + '{B}-$' + '{C}' }, 'a-ref of B-ref of C'],
      ['a secret', `<{{resolve:secretsmanager:${pepper}:SecretString:::}}>`, `<secret of ${pepper}>`],
      [
        'a secret in a joined text',
        { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'P' }, ':SecretString:::}}']] },
        'secret of ref of P',
      ],
      ['anything else to itself', { a: [null, true, 1.5, { b: '' }] }, { a: [null, true, 1.5, { b: '' }] }],
    ])('resolves %s', (_, value, resolved) => {
      expect(resolve(value, scope)).toStrictEqual(resolved)
    })

    it.each<[string, unknown]>([
      ['the intrinsic function Fn::GetAZs', { 'Fn::GetAZs': '' }],
      ['the intrinsic function Fn::If', { 'Fn::If': ['Large', 1, 2] }],
      ['the dynamic reference {{resolve:ssm:/name}}', '{{resolve:ssm:/name}}'],
      [
        'the dynamic reference {{resolve:secretsmanager:P:SecretString:k::}}',
        '{{resolve:secretsmanager:P:SecretString:k::}}',
      ],
    ])('is refused if it uses %s, which is not supported', (what, value) => {
      expect(() => resolve(value, scope)).toThrow(
        new CloudError(`The embedded cloud doesn't know ${what}, which the template uses.`),
      )
    })

    it.each<[string, unknown]>([
      ['a text where an intrinsic function needs a list', { 'Fn::GetAtt': 'Queue.Arn' }],
      ['a list where an intrinsic function needs a text', { 'Fn::Sub': ['a', {}] }],
    ])('is refused if it has %s', (_, value) => {
      expect(() => resolve(value, scope)).toThrow(CloudError)
    })
  })
})
