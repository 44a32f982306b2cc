import { UnsubscribeCommand } from '@aws-sdk/client-sns'
import { type Account, workingAccount } from './account.ts'
import type { Assembly } from './assembly.ts'
import { failed } from './endpoint/answers.ts'
import type { Call, ServiceHandler } from './endpoint/call.ts'
import { type Endpoint, serve, startEndpoint } from './endpoint/endpoint.ts'
import { createTimers } from './journal.ts'
import { openInbox } from './phones/inbox.ts'
import { createPhones, type LinePhone } from './phones/phones.ts'
import { createCloudFormation } from './services/cloudformation.ts'
import { createDynamoDb, createTables } from './services/dynamodb/dynamodb.ts'
import { createEndUserMessaging } from './services/end-user-messaging/account.ts'
import { createNumbers, phoneNumber } from './services/end-user-messaging/numbers.ts'
import { type Credentials, createClients, createCredentials } from './services/iam/credentials.ts'
import { createPermissions, createSts, type Judge } from './services/iam/permissions.ts'
import { createLambda, lambdaRoutes } from './services/lambda/actions.ts'
import type { Addresses } from './services/lambda/function.ts'
import { startFunctions } from './services/lambda/functions.ts'
import { createLogs } from './services/logs.ts'
import { createCarryOut, schedulerRoutes, startScheduler } from './services/scheduler/scheduler.ts'
import { createSecretsManager } from './services/secrets-manager.ts'
import { checkIntegrations, readGrants, readStack, requiredPermissions } from './services/services.ts'
import { createMails } from './services/sns/mails.ts'
import { createSns, createTopics } from './services/sns/sns.ts'
import { createFauxqs } from './services/sqs/fauxqs.ts'
import { createQueues, createSqs } from './services/sqs/sqs.ts'
import { type AwsStandIn, createPublishers, type Placed, type StandIn } from './stand-in.ts'

type CloudOptions = Assembly & {
  /** The port of the AWS endpoint; 0 picks a free one. */
  readonly port: number
  /** Judges every request by the policies of the template. */
  readonly judge: Judge
  /** The AWS account in which the template is deployed; by default one that allows everything it needs. */
  readonly account?: Account
  /** Other services that functions ask, each of which answers at the same endpoint. */
  readonly standIns?: readonly Placed[]
}

/** A deployed template that runs on this machine. All of its state is in memory. */
export type Cloud = Awaited<ReturnType<typeof startCloud>>

/** The only account id that fauxqs supports. */
const accountId = '000000000000'

/** Starts a cloud. Throws a `CloudError` for a template that AWS or the emulator refuses, or a port in use. */
export const startCloud = async (options: CloudOptions) => {
  const credentials = createCredentials()
  const { outside, ofAws } = sortedStandIns(options)
  const endpoint = await startEndpoint(options.port, {
    callerOf: credentials.callerOf,
    rest: {
      lambda: lambdaRoutes,
      scheduler: schedulerRoutes,
      ...Object.fromEntries(ofAws.map(({ name, routes }) => [name, routes])),
    },
    outside,
  })
  try {
    return await deploy(options, endpoint, credentials)
  } catch (error) {
    await endpoint.stop()
    throw error
  }
}

/** The stand-ins, by whether functions find them at an address, or AWS signs and judges the requests. */
const sortedStandIns = ({ standIns = [] }: Pick<CloudOptions, 'standIns'>) => {
  const all = standIns.map(({ standIn }) => standIn)
  return {
    outside: all.filter((one) => 'pathFor' in one),
    ofAws: all.filter((one) => 'routes' in one),
  }
}

const deploy = async (options: CloudOptions, endpoint: Endpoint, credentials: Credentials) => {
  const { stackName, region, assetFolder, judge, account = workingAccount } = options
  const place = { stackName, region, accountId, endpoint: endpoint.url }
  const stack = readStack(options.template, place)
  const numbers = createNumbers(stack, account)
  const arnOf = (identity: string) => numbers.find(identity)?.PhoneNumberArn
  const { outside, ofAws } = sortedStandIns(options)
  // About a service outside AWS, IAM has no say.
  const requiredBy = (call: Call) =>
    ofAws.find(({ name }) => name === call.service)?.requires(call, place) ?? requiredPermissions(call, stack, arnOf)
  const permissions = createPermissions(judge, readGrants(stack), place, requiredBy)
  await checkIntegrations(stack, permissions)

  const { later, stop: stopTimers } = createTimers()
  const owner = createClients(place, credentials, { kind: 'owner' })
  const phones = createPhones()
  const { deliver, texts, receipts, observe } = phones
  const { answer: fauxqs, stop: stopFauxqs } = createFauxqs(region, endpoint.url)
  const sns = createMails(createSns(fauxqs, observe), account.emailsConfirmed)
  const handlers = new Map<string, ServiceHandler>([
    ['dynamodb', createDynamoDb(stack, account.deletionProtection)],
    ['sqs', createSqs(stack, fauxqs, owner.sqs)],
    ['sns', sns.handler],
    ['secretsmanager', createSecretsManager(stack)],
    ['sts', createSts(place)],
  ])
  const watched = serve(endpoint, async (call) => {
    const { service, action } = call
    const denied = await permissions.refusal(call)
    if (denied !== undefined) return failed(call, denied)
    const answer = handlers.get(`${service}:${action}`) ?? handlers.get(service)
    if (answer !== undefined) return answer(call)
    const message = `The emulator has no ${service} yet.`
    return failed(call, { code: 'InternalFailure', message, status: 500 })
  })
  await createTables(stack, owner.dynamodb)
  await createQueues(stack, owner.sqs)
  await createTopics(stack, owner.sns)

  const addresses: Addresses = (accessKeyId) =>
    Object.fromEntries(outside.map(({ variable, pathFor }) => [variable, `${endpoint.url}${pathFor(accessKeyId)}`]))
  const running = startFunctions({ stack, credentials, assetFolder, outside: addresses, later })
  const { answerUrl, sources, invokeAsynchronously, ...functions } = running
  endpoint.serveUrls(answerUrl)
  const { answer: answerSms, ...sending } = createEndUserMessaging({ stack, account, numbers, credentials, deliver })
  const within = { phones, now: Date.now, later, stack, raised: account.requestRates }
  const started = new Map(
    await Promise.all(
      (options.standIns ?? []).map(async ({ standIn, start }) => {
        const publisherFor = createPublishers(standIn.name, stack, credentials)
        return [standIn, await start({ ...within, publisherFor })] as const
      }),
    ),
  )
  const phoneOf = (line: string): LinePhone | undefined =>
    [...started.values()].map(({ phones }) => phones.get(line)).find((found) => found !== undefined)
  const carryOut = createCarryOut(stack, credentials, invokeAsynchronously)
  const { runSchedule, answerScheduler } = startScheduler(stack, carryOut, later, () => new Date())
  handlers.set('scheduler', answerScheduler)
  handlers.set('lambda', createLambda({ stack, sources, account, permissions }))
  handlers.set('logs', createLogs(stack, functions.logs, account.requestRates, Date.now))
  handlers.set('sms-voice', answerSms)
  for (const [{ name }, { handler }] of started) handlers.set(name, handler)
  // The last, since whoever finds a stack uses the other services.
  handlers.set('cloudformation', createCloudFormation(stack, new Date(), options.terminationProtection))
  return {
    ...functions,
    ...watched,
    ...sending,
    ...(await openInbox({ stack, numbers, permissions, credentials, phones, phoneOf })),
    /** The URL of the AWS endpoint. A request that isn't signed with a key issued here counts as the owner's. */
    endpoint: endpoint.url,
    region,
    stack,
    /** Clients that sign as the account owner. */
    owner,
    /** The permissions that IAM requires for a request. */
    requiredBy,
    /** What `Ref` gives (a name, a URL or an ARN), by logical id. */
    resources: stack.refs,
    outputs: stack.outputs,
    /** The made-up numbers that stand for those the stack buys. */
    boughtNumbers: stack.all(phoneNumber).flatMap(({ attributes }) => attributes['PhoneNumber'] ?? []),
    /** The newest texts that phones have shown, both inbound ones and replies. */
    texts,
    /** The receipts that carriers report for replies that phones have shown. */
    receipts,
    /** The phone of a stand-in's line, by its address; undefined for other numbers. */
    phoneOf,
    /** What its owner sees of a stand-in's service; undefined if the cloud was started without it. */
    serviceOf: <Options, Service>(
      standIn: StandIn<Options, Service> | AwsStandIn<Options, Service>,
    ): Service | undefined => started.get(standIn)?.service as Service | undefined,
    /** Issues a key for a person whose only permissions are those of these managed policies of the template. */
    keyFor: (...policyArns: readonly string[]) => credentials.issue({ kind: 'person', policyArns }),
    runSchedule,
    /** What topics have mailed to each address, with the links. */
    mails: sns.mails,
    /** Opens a link of a mail, as a reader or a scanner does: without anybody's signature. */
    openLink: async (link: string): Promise<void> => {
      const ended = sns.openLink(link)
      if (ended !== undefined) await owner.sns.send(new UnsubscribeCommand({ SubscriptionArn: ended }))
    },
    /** Replaces a service's handler, or an action's (`sqs:StartMessageMoveTask`), until what is returned is called. */
    answerFor: (name: string, handler: ServiceHandler): (() => void) => {
      handlers.set(name, handler)
      return () => void handlers.delete(name)
    },
    stop: async (): Promise<void> => {
      stopTimers()
      functions.stop()
      await stopFauxqs()
      await endpoint.stop()
    },
  }
}
