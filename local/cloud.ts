import { createEndUserMessaging, type EndUserMessaging } from '../carriers/aws/local/end-user-messaging.ts'
import { createNumbers } from '../carriers/aws/local/numbers.ts'
import { phoneNumber } from '../carriers/aws/local/phone-number.ts'
import { carrierStandIns } from '../carriers/local.ts'
import { type Account, workingAccount } from './account.ts'
import { checkIntegrations } from './check-integrations.ts'
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
  /** Gives the folder with the files of an asset, by the S3 key in the template. */
  readonly assetFolder: (s3Key: string) => string
  /** The port of the AWS endpoint; 0 picks a free one. */
  readonly port: number
  /** The AWS account in which the template is deployed; by default one that allows everything it needs. */
  readonly account?: Account
}

/** A deployed template that runs on this machine. All of its state is in memory. */
export type Cloud = Functions &
  Inbox & {
    /**
     * The URL of the AWS endpoint, for SDKs and the AWS CLI. A request that isn't signed with a key issued here counts as the
     * account owner's.
     */
    readonly endpoint: string
    readonly region: string
    readonly stack: Stack
    /** Clients that sign as the account owner. */
    readonly owner: Clients
    /** What `Ref` gives (a name, a URL or an ARN), by logical id. */
    readonly resources: { readonly [logicalId: string]: string }
    readonly outputs: { readonly [name: string]: string }
    /** The topic to which End User Messaging publishes texts, if the template has one. */
    readonly inboundTopicArn: string | undefined
    /** The made-up numbers that stand for those the stack buys. */
    readonly boughtNumbers: readonly string[]
    /** The newest texts that phones have shown, both inbound ones and replies. */
    readonly texts: Journal<PhoneText>
    /** The receipts that carriers report for replies that phones have shown. */
    readonly receipts: Phones['receipts']
    /** The newest messages that SendTextMessage accepted, with their parameters. */
    readonly submitted: EndUserMessaging['submitted']
    /** Sets the outcome of messages that End User Messaging accepts. */
    readonly sms: EndUserMessaging['sms']
    /** The newest requests to the endpoint, whether they succeeded or not. */
    readonly calls: Journal<Call>
    /** Requests that a service has answered, with the response. They are not kept. */
    readonly answers: Journal<AnsweredCall>
    readonly faults: Faults
    /** The phone of a line, by the line's address; undefined if the carrier's stand-in has no phone for it. */
    readonly phoneOf: (line: string) => LinePhone | undefined
    /** Issues a key for a person whose only permissions are those of this managed policy of the template. */
    readonly keyFor: (policyArn: string) => AccessKey
    /** Replaces the handler of a service, or of one of its actions (`sqs:StartMessageMoveTask`). */
    readonly answerFor: (name: Service | `${Service}:${string}`, handler: ServiceHandler) => void
    /** Stops everything. All state is lost. */
    readonly stop: () => Promise<void>
  }

/** The only account id that fauxqs supports. */
const accountId = '000000000000'

/**
 * Starts the cloud. Throws a `Refusal` if the template holds anything that isn't supported here or that AWS would refuse, or if
 * the port is in use.
 */
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
  await checkIntegrations(stack, permissions)

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
