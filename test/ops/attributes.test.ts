import { DeleteItemCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb'
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import {
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
} from '@aws-sdk/client-sns'
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { afterAll, describe, expect, test } from 'vitest'
import { jsonAnswer } from '../../emulator/index.ts'
import { changesOf } from '../../ops/checks/attributes.ts'
import { checksOf, line, startOperated } from './operated-number.ts'

const number = await startOperated({ areLinesAttached: false })
afterAll(number.stop)
const { cloud } = number
const { outputs, owner, region } = cloud
const { lambda, secretsManager } = number.clients()
await number.json('attach', line)

type Break = () => Promise<unknown>

const queue = (QueueUrl: string | undefined, Attributes: Record<string, string>) => () =>
  owner.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }))

const deliverRaw: Break = async () => {
  const asked = new ListSubscriptionsByTopicCommand({ TopicArn: outputs['InboundTopicArn'] })
  const { Subscriptions: [{ SubscriptionArn } = {}] = [] } = await owner.sns.send(asked)
  const raw = { AttributeName: 'RawMessageDelivery', AttributeValue: 'true' }
  await owner.sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, ...raw }))
}

/** Has an action be answered so, from now on. */
const answers =
  (action: string, body: object, status = 200): Break =>
  async () =>
    cloud.answerFor(action, () => jsonAnswer(status, body))

const FunctionName = outputs['ReceiveSmsFunctionName']
const { $metadata: _, ...told } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))
/** Has Lambda tell another configuration of receive-sms, as the console might have changed it. */
const receiveSms = (changes: object, variables: object = {}): Break => {
  const Environment = { Variables: { ...told.Environment?.Variables, ...variables } }
  return answers('lambda:GetFunctionConfiguration', { ...told, ...changes, Environment })
}

const deadLetterTargetArn = `arn:aws:sqs:${region}:000000000000:${outputs['InboundDeadLettersUrl']?.split('/').at(-1)}`
const TimeToLiveSpecification = { AttributeName: 'expiresAt', Enabled: false }
const noTtl = new UpdateTimeToLiveCommand({ TableName: outputs['TableName'], TimeToLiveSpecification })
/** How what doctor objects to ends. */
const mends = /: have an administrator (put it back, by docs\/runbook\.md#put-back|run aws (sns|lambda) .*)$/

test('variables of functions are shown to installers, while operators are told that they may not see them', async () => {
  const rowsFor = async (who: 'Operator' | 'Installer') => {
    const { out } = await number.ops(['doctor', '--local'], { as: number.keyFor(who) })
    const rows = out.match(/^.{4}(?:Attributes|Variables|(?:Texts|Replies) to).*$/gm)
    return rows?.map((row) => row.replace(/ +/g, ' '))
  }
  const fed = ['Texts to receive-sms', 'Replies to send-reply'].map(
    (what) => `ok ${what} all of them, as it was deployed`,
  )
  expect(await rowsFor('Operator')).toEqual([
    expect.stringMatching(/^\? Variables of ReceiveSmsFunction You may not do kms:Decrypt /),
    expect.stringMatching(/^\? Variables of SendReplyFunction You may not do kms:Decrypt /),
    'ok Attributes 15 sets of them, as deployed',
    ...fed,
  ])
  expect(await rowsFor('Installer')).toEqual(['ok Attributes 17 sets of them, as deployed', ...fed])
})

describe('doctor objects to', () => {
  test.each<[what: string, row: string, breaks: Break, say: RegExp]>([
    [
      'a table whose items no longer expire',
      'Attributes of Table',
      () => owner.dynamodb.send(noTtl),
      /^TimeToLiveSpecification\.\w+ is /,
    ],
    [
      'raw delivery, which has no time and no topic',
      'Attributes of InboundSubscription',
      deliverRaw,
      /^RawMessageDelivery is true, not false: .* --attribute-name RawMessageDelivery --attribute-value 'false'$/,
    ],
    [
      'a topic under a key that AWS, when it publishes texts, may not use',
      'Attributes of InboundTopic',
      () =>
        owner.sns.send(
          new SetTopicAttributesCommand({
            TopicArn: outputs['InboundTopicArn'],
            AttributeName: 'KmsMasterKeyId',
            AttributeValue: 'alias/aws/sns',
          }),
        ),
      /^KmsMasterKeyId is alias\/aws\/sns, not \S+: .* set-topic-attributes .* --attribute-name KmsMasterKeyId --attribute-value '\S+'$/,
    ],
    [
      'replies that go after a minute',
      'Attributes of Replies',
      queue(outputs['RepliesQueueUrl'], { MessageRetentionPeriod: '60' }),
      /^MessageRetentionPeriod is 60, not 345600: /,
    ],
    [
      'texts that are dead letters after one attempt',
      'Attributes of InboundQueue',
      queue(outputs['InboundQueueUrl'], {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }),
      }),
      /^RedrivePolicy\.maxReceiveCount is 1, not 1000: /,
    ],
    [
      'a handler that is gone',
      'Attributes of ReceiveSmsFunction',
      receiveSms({ Handler: 'gone.handler' }),
      /^Handler is gone\.handler, not index\.handler: /,
    ],
    [
      'replies that are put into another queue',
      'Variables of ReceiveSmsFunction',
      receiveSms({}, { REPLIES_QUEUE_URL: outputs['InboundQueueUrl'] }),
      /^REPLIES_QUEUE_URL is \S+-InboundQueue\w+, not \S+-Replies\w+: /,
    ],
    [
      'another pepper in receive-sms, and shows neither',
      'Variables of ReceiveSmsFunction',
      receiveSms({}, { PEPPER: 'another' }),
      /^PEPPER is another: /,
    ],
    [
      'a function that may not run',
      'Attributes of SendReplyFunction',
      answers('lambda:GetFunctionConcurrency', { ReservedConcurrentExecutions: 0 }),
      /^ReservedConcurrentExecutions is 0, not none: .* delete-function-concurrency --region \S+ --function-name \S+$/,
    ],
    [
      'beats that are switched off',
      'Attributes of BeatSchedule',
      answers('scheduler:GetSchedule', { State: 'DISABLED' }),
      /^State is DISABLED, not ENABLED; /,
    ],
    [
      'beats that are gone',
      'Attributes of BeatSchedule',
      answers('scheduler:GetSchedule', { __type: 'ResourceNotFoundException', Message: 'no' }, 404),
      /^gone: /,
    ],
  ])('%s', async (_, row, breaks, say) => {
    await breaks()
    const found = (await checksOf(number)).checks.find(({ what }) => what === row)
    expect(found).toMatchObject({ state: 'fix', say: expect.stringMatching(say) })
    expect(found?.say).toMatch(mends)
  })

  test('a new value in the same pepper, as the table knows which made its keys', async () => {
    const pepper = async () => (await checksOf(number)).checks.find(({ what }) => what === 'Pepper')
    expect(await pepper()).toMatchObject({ state: 'ok', say: "the one that made the table's keys" })
    const SecretId = outputs['PepperSecretArn']
    await secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString: 'x'.repeat(64) }))
    expect(await pepper()).toMatchObject({
      state: 'fix',
      say: expect.stringMatching(/opt-outs and blocks are forgotten/),
    })
    // Attaching once more doesn't take the new one for right.
    await number.json('attach', line)
    expect(await pepper()).toMatchObject({ state: 'fix' })
    await owner.dynamodb.send(
      new DeleteItemCommand({ TableName: outputs['TableName'], Key: { pk: { S: 'pepper#made-these-keys' } } }),
    )
    expect(await pepper()).toMatchObject({ state: 'remark' })
  })
})

test('attributes that nobody wants don’t count, and lists may come in any order', () => {
  expect(changesOf({ a: { b: '1', c: 2 }, d: ['y', 'x'] }, { a: { b: 1 }, d: ['x', 'y'], e: null })).toEqual([])
  expect(changesOf({ a: null }, { a: { b: 1 }, d: 0 }).map(({ en }) => en)).toEqual([
    'a is none, not {"b":1}',
    'd is none, not 0',
  ])
})
