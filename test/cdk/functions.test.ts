import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { buildBundles, bundledFiles, bundleFolder, functionNames } from '../../cdk/bundles.ts'
import { exampleWith } from '../settings/checked.ts'
import { withEveryCarrier } from './monitored.ts'
import { grantsOf, synthesised, variablesOf, withoutHash } from './synthesised.ts'

const { template } = synthesised()

const { ReceiveSmsFunction: ofReceiveSms = {}, SendReplyFunction: ofSendReply = {} } = variablesOf(template)

test('another delay of replies changes both functions, so that CloudFormation reads the signing key anew', () => {
  const later = variablesOf(synthesised(exampleWith({ replyDelay: { min: '45 min', max: '76 min' } })).template)
  expect(later['ReceiveSmsFunction']).not.toEqual(ofReceiveSms)
  expect(later['SendReplyFunction']).not.toEqual(ofSendReply)
})

describe('the permissions of the functions', () => {
  const own = ['kms:Decrypt', 'kms:GenerateDataKey']
  const dynamoDbs =
    'Decrypt DescribeKey Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo'
  const throughDynamoDb = dynamoDbs.split(' ').map((action) => `kms:${action}`)
  const log = ['logs:CreateLogStream', 'logs:PutLogEvents']
  const poll = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage']

  test('receive-sms may poll and delay texts, store senders, book, count crowds, note reports, queue replies', () => {
    expect(grantsOf(template, 'ReceiveSmsRole')).toEqual({
      ReceiveSmsLogs: log,
      InboundQueue: ['sqs:ChangeMessageVisibility', ...poll],
      Key: own,
      'Key via dynamodb': throughDynamoDb,
      'Table sender#*,claim#*,budget#*,crowd#*,message#*': ['dynamodb:BatchGetItem', 'dynamodb:GetItem'],
      'Table sender#*': ['dynamodb:PutItem'],
      'Table pk,delivery,reportToken of claim#*': ['dynamodb:UpdateItem'],
      'Table budget#*,crowd#*': ['dynamodb:UpdateItem'],
      Replies: ['sqs:SendMessage'],
    })
  })

  test('send-reply may poll, delay and claim replies, queue none, and send from this account’s numbers', () => {
    expect(grantsOf(template, 'SendReplyRole')).toEqual({
      SendReplyLogs: log,
      Replies: ['sqs:ChangeMessageVisibility', ...poll],
      Key: own,
      'Key via dynamodb': throughDynamoDb,
      'Table sender#*,claim#*,debt#*': ['dynamodb:BatchGetItem', 'dynamodb:GetItem'],
      'Table claim#*,message#*': ['dynamodb:PutItem'],
      'Table claim#*,debt#*': ['dynamodb:UpdateItem'],
      'Table claim#*': ['dynamodb:DeleteItem'],
      'configuration-set/AntiRelou-example, phone-number/*': ['sms-voice:SendTextMessage'],
    })
  })

  test('no function has a permission on the table that is not limited to kinds of items, whatever its lines', () => {
    const { template } = synthesised(withEveryCarrier({}))
    const functions = Object.values(template.findResources('AWS::Lambda::Function'))
    const roles = functions.map(({ Properties }) => withoutHash(Properties.Role['Fn::GetAtt'][0]))
    expect(roles).toHaveLength(functionNames.length)
    const onTable = roles.map((role) => Object.keys(grantsOf(template, role)).filter((on) => on.startsWith('Table')))
    expect(onTable.flat()).not.toContain('Table')
    expect(onTable.map((grants) => grants.length > 0)).toEqual(roles.map(() => true))
  })

  test('send-reply may send only from the lines, once settings have the id of each', () => {
    const line = { number: '+393990000000', language: 'it' }
    const grantsWith = (...lines: readonly object[]) =>
      Object.keys(grantsOf(synthesised(exampleWith({ lines })).template, 'SendReplyRole'))
    const set = 'configuration-set/AntiRelou-example'
    const known = { ...line, phoneNumberId: 'phone-0123' }
    expect(grantsWith(known)).toContain(`${set}, phone-number/phone-0123`)
    expect(grantsWith(known, { ...line, number: '+393990000001' })).toContain(`${set}, phone-number/*`)
  })

  test('two roles for functions, two for schedules and three policies for people are all that is granted', () => {
    template.resourceCountIs('AWS::IAM::Role', 4)
    template.resourceCountIs('AWS::IAM::Policy', 0)
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 3)
    template.resourceCountIs('AWS::Lambda::Permission', 0)
  })
})

test('a message that fails comes again alone, and not with those of its batch that are done', () => {
  const { template } = synthesised(withEveryCarrier({}))
  const properties = { FunctionResponseTypes: ['ReportBatchItemFailures'] }
  template.allResourcesProperties('AWS::Lambda::EventSourceMapping', properties)
})

describe('the environment of the functions', () => {
  const ofPowertools = ['POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME']
  const common = ['CONFIG', ...ofPowertools, 'REPLIES_QUEUE_URL', 'REPLY_SIGNING_KEY', 'TABLE_NAME']
  const secret = (id: string) => ({
    'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: Match.stringLikeRegexp(`^${id}`) }, ':SecretString:::}}']],
  })

  test('receive-sms alone has the pepper, resolved from the secret', () => {
    expect(Object.keys(ofReceiveSms).sort()).toEqual(
      [...common, 'DELIVERY_TOPIC_ARN', 'PEPPER', 'TEXTS_QUEUE_URL'].sort(),
    )
    expect(Object.keys(ofSendReply).sort()).toEqual([...common, 'CONFIGURATION_SET'].sort())
    const Environment = { Variables: { PEPPER: secret('Pepper') } }
    template.hasResourceProperties('AWS::Lambda::Function', { Environment })
  })

  test('both have the key that signs replies, which no role or policy may read', () => {
    const signing = { Properties: { Environment: { Variables: { REPLY_SIGNING_KEY: secret('ReplySigningKey') } } } }
    expect(Object.keys(template.findResources('AWS::Lambda::Function', signing))).toHaveLength(2)
    const people = JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'))
    const roles = JSON.stringify(template.findResources('AWS::IAM::Role'))
    for (const grants of [people, roles]) expect(grants).not.toContain('ReplySigningKey')
    expect(people).toContain('Pepper')
  })
})

test('functions reserve no concurrency, of which a new account has ten, and keep JSON logs for a month', () => {
  template.allResourcesProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.absent() })
  const groups = ['ReceiveSms', 'SendReply'].map((name) => ({ Ref: Match.stringLikeRegexp(`^${name}Logs`) }))
  for (const LogGroup of groups)
    template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogFormat: 'JSON', LogGroup } })
  template.resourcePropertiesCountIs('AWS::Logs::LogGroup', { RetentionInDays: 30 }, 2)
})

describe('bundles', () => {
  test('a function loads the code of a carrier only if the stage has such a line', () => {
    const [receive, send] = ['receive-sms', 'send-reply'].map((name) =>
      readFileSync(join(bundleFolder(name), 'index.mjs'), 'utf8'),
    )
    for (const [code, marks] of [
      [receive, ['SendTextMessage', 'whatsAppWebhookEntry']],
      [send, ['SendTextMessage', '/v1/messages/send', 'SendWhatsAppMessage']],
    ] as const)
      for (const mark of marks) expect([mark, code?.includes(mark)]).toEqual([mark, false])
    const later = bundledFiles('send-reply').map((file) => readFileSync(file, 'utf8'))
    expect(later.filter((code) => code.includes('SendTextMessage'))).toHaveLength(1)
  })

  /** The packages to which only development dependencies lead, by their folders (npm docs, package-lock.json). */
  const onlyDevelopment = (): readonly string[] => {
    const lockFile = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
    const { packages }: { packages: Record<string, { dev?: boolean }> } = JSON.parse(lockFile)
    return Object.keys(packages).filter((folder) => packages[folder]?.dev === true)
  }

  test('a bundle contains no package that is for development only, as those under the AGPL are', async () => {
    const folder = /node_modules\/(?:.+\/node_modules\/)?(?:@[^/]+\/)?[^/]+/
    const folders = (await buildBundles()).map((path) => path.match(folder)?.[0] ?? '')
    expect(folders).toContain('node_modules/zod')
    expect(onlyDevelopment()).toContain('node_modules/@cloud-copilot/iam-simulate')
    expect(onlyDevelopment().filter((folder) => folders.includes(folder))).toEqual([])
  })
})

/** The most bytes of each bundle: some percent more than it has, so that no library is added unseen. */
const mostBytes: Readonly<Record<string, number>> = { 'receive-sms': 830_000, 'send-reply': 600_000 }

test.each(functionNames)('the bundle of %s has nothing that nobody meant to add', (name) => {
  const bytes = bundledFiles(name).reduce((sum, file) => sum + statSync(file).size, 0)
  expect(bytes).toBeLessThan(mostBytes[name] ?? 490_000)
})
