import { createEndUserMessaging, type EndUserMessaging } from '../carriers/aws/local/end-user-messaging.ts'
import { createNumbers } from '../carriers/aws/local/numbers.ts'
import { phoneNumber } from '../carriers/aws/local/phone-number.ts'
import { carrierStandIns } from '../carriers/local.ts'
import { type Account, workingAccount } from './account.ts'
import { checkDeliveries } from './check-deliveries.ts'
import { createCloudFormation } from './cloudformation/actions.ts'
import { createDynamoDb } from './dynamodb/actions.ts'
import { createTables } from './dynamodb/create-tables.ts'
import type { AnsweredCall, Call, Service } from './endpoint/call.ts'
import { type Endpoint, startEndpoint } from './endpoint/endpoint.ts'
import type { Faults } from './endpoint/faults.ts'
import type { ServiceHandler } from './endpoint/router.ts'
import { createRouter } from './endpoint/router.ts'
import { serve } from './endpoint/serve.ts'
import { type Clients, createClients } from './iam/clients.ts'
import { type AccessKey, type Credentials, createCredentials } from './iam/credentials.ts'
import { createPermissions } from './iam/permissions.ts'
import type { Journal } from './journal.ts'
import { createLambda, lambdaRequest } from './lambda/actions.ts'
import { type Functions, startFunctions } from './lambda/functions.ts'
import { createLogs } from './logs/actions.ts'
import type { Inbox } from './phones/inbox.ts'
import type { LinePhone } from './phones/line-phone.ts'
import { openInbox } from './phones/open-inbox.ts'
import { createPhones, type Phones, type PhoneText } from './phones/phones.ts'
import { readGrants } from './read-grants.ts'
import { requiredPermissions } from './required-permissions.ts'
import { createSecretsManager } from './secrets-manager/actions.ts'
import { createSns } from './sns/actions.ts'
import { createTopics } from './sns/create-topics.ts'
import { createSqs } from './sqs/actions.ts'
import { createQueues } from './sqs/create-queues.ts'
import { createFauxqs } from './sqs/fauxqs.ts'
import { readStack } from './stack.ts'
import { createSts } from './sts/actions.ts'
import type { Stack } from './template/stack.ts'

export type CloudOptions = {
  readonly template: unknown
  readonly stackName: string
  readonly region: string
  /** Where the files of an asset lie, by the S3 key that the template gives them. */
  readonly assetFolder: (s3Key: string) => string
  /** Of the AWS endpoint; 0 takes a free one. */
  readonly port: number
  /** What AWS allows whoever deploys this; by default all that it needs. */
  readonly account?: Account
}

/** What a template deploys, running on this machine and in memory. */
export type Cloud = Functions &
  Inbox & {
    /** The URL of the AWS endpoint, for SDKs and the AWS CLI. Whoever calls it without a function's key is the account's owner. */
    readonly endpoint: string
    readonly region: string
    readonly stack: Stack
    /** Clients that call as whoever owns the account. */
    readonly owner: Clients
    /** What `Ref` gives (a name, a URL or an ARN), by logical id. */
    readonly resources: { readonly [logicalId: string]: string }
    readonly outputs: { readonly [name: string]: string }
    /** Where End User Messaging publishes texts, if the template has such a topic. */
    readonly inboundTopicArn: string | undefined
    /** Numbers that the stack buys: made up here. */
    readonly boughtNumbers: readonly string[]
    /** The newest texts that phones saw. */
    readonly texts: Journal<PhoneText>
    /** What carriers tell of replies that phones saw. */
    readonly receipts: Phones['receipts']
    /** The newest messages that End User Messaging took, with what it was given. */
    readonly submitted: EndUserMessaging['submitted']
    /** Decides what becomes of the messages that it took. */
    readonly sms: EndUserMessaging['sms']
    /** The newest calls that reached the endpoint, whatever became of them. */
    readonly calls: Journal<Call>
    /** The calls that a service answered, as it answers them; they are not kept. */
    readonly answers: Journal<AnsweredCall>
    readonly faults: Faults
    /** The phone at which a line is texted and called, by the line's address; undefined for a line that is none. */
    readonly phoneOf: (line: string) => LinePhone | undefined
    /** A key for somebody who has this managed policy of the template, and no other rights. */
    readonly keyFor: (policyArn: string) => AccessKey
    /** Replaces the handler of a service, or of one action of it (`sqs:StartMessageMoveTask`). */
    readonly answerFor: (name: Service | `${Service}:${string}`, handler: ServiceHandler) => void
    /** Ends everything; state is lost. */
    readonly stop: () => Promise<void>
  }

/** fauxqs knows no other. */
const accountId = '000000000000'

/** Starts the cloud. Throws a `Refusal` when the template holds what it doesn't know or AWS would refuse, or the port is taken. */
export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  const credentials = createCredentials()
  const endpoint = await startEndpoint(options.port, { callerOf: credentials.callerOf, lambdaRequest })
  try {
    return await deploy(options, endpoint, credentials)
  } catch (error) {
    await endpoint.stop()
    throw error
  }
}

const deploy = async (options: CloudOptions, endpoint: Endpoint, credentials: Credentials): Promise<Cloud> => {
  const { stackName, region, assetFolder, account = workingAccount } = options
  const place = { stackName, region, accountId, endpoint: endpoint.url }
  const stack = readStack(options.template, place)
  const numbers = createNumbers(stack, account)
  const arnOf = (identity: string) => numbers.find(identity)?.PhoneNumberArn
  const permissions = createPermissions(readGrants(stack), place, (call) => requiredPermissions(call, place, arnOf))
  await checkDeliveries(stack, permissions)

  const owner = createClients(place, credentials, { kind: 'owner' })
  const phones = createPhones()
  const { deliver, texts, receipts, observe } = phones
  const { answer: fauxqs, stop: stopFauxqs } = createFauxqs(region, endpoint.url)
  const handlers = new Map<string, ServiceHandler>([
    ['dynamodb', createDynamoDb(stack, account.numbersAttached)],
    ['sqs', createSqs(stack, fauxqs, owner.sqs)],
    ['sns', createSns({ stack, account, fauxqs, observe })],
    ['cloudformation', createCloudFormation(stack, new Date())],
    ['secretsmanager', createSecretsManager(stack)],
    ['sts', createSts(place)],
  ])
  const watched = serve(endpoint, createRouter(handlers, permissions.refusal))
  await createTables(stack, owner.dynamodb)
  await createQueues(stack, owner.sqs)
  await createTopics(stack, owner.sns)

  const { answerUrl, ...functions } = startFunctions({ stack, credentials, assetFolder })
  endpoint.serveUrls(answerUrl)
  const { answer: answerSms, ...sending } = createEndUserMessaging({ stack, account, numbers, credentials, deliver })
  const started = Object.values(carrierStandIns).map(({ start }) =>
    start?.({ stack, account, credentials, permissions, phones }),
  )
  const standIns = (await Promise.all(started)).filter((standIn) => standIn !== undefined)
  const phoneOf = (line: string) =>
    standIns.map((standIn) => standIn.phoneOf(line)).find((phone) => phone !== undefined)
  handlers.set('lambda', createLambda(stack, functions, account))
  handlers.set('logs', createLogs(stack, functions.logs))
  handlers.set('sms-voice', answerSms)
  for (const [service, answer] of standIns.flatMap((standIn) => Object.entries(standIn.handlers)))
    handlers.set(service, answer)
  return {
    ...functions,
    ...watched,
    ...sending,
    ...(await openInbox({ stack, numbers, permissions, credentials, phones, phoneOf })),
    endpoint: endpoint.url,
    region,
    stack,
    owner,
    resources: stack.refs,
    outputs: stack.outputs,
    boughtNumbers: stack.all(phoneNumber).flatMap(({ attributes }) => attributes['PhoneNumber'] ?? []),
    texts,
    receipts,
    phoneOf,
    keyFor: (policyArn) => credentials.issue({ kind: 'person', policyArn }),
    answerFor: (name, handler) => handlers.set(name, handler),
    stop: async () => {
      for (const { stop } of standIns) stop()
      functions.stop()
      await stopFauxqs()
      await endpoint.stop()
    },
  }
}
