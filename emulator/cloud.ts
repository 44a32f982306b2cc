import { UnsubscribeCommand } from '@aws-sdk/client-sns'
import { type Account, workingAccount } from './account.ts'
import type { Assembly } from './assembly.ts'
import { errorAnswer } from './endpoint/answers.ts'
import type { Call, Service, ServiceHandler } from './endpoint/call.ts'
import { type Endpoint, serve, startEndpoint } from './endpoint/endpoint.ts'
import { createTimers } from './journal.ts'
import { openInbox } from './phones/inbox.ts'
import { createPhones, type LinePhone } from './phones/phones.ts'
import { createCloudFormation } from './services/cloudformation.ts'
import { createDynamoDb, createTables } from './services/dynamodb/dynamodb.ts'
import { createEndUserMessaging } from './services/end-user-messaging/account.ts'
import { createNumbers, phoneNumber } from './services/end-user-messaging/numbers.ts'
import { startSchedules } from './services/events.ts'
import { startHttpSms } from './services/http-sms/api.ts'
import { httpSmsRequest } from './services/http-sms/requests.ts'
import { type Credentials, createClients, createCredentials } from './services/iam/credentials.ts'
import { createPermissions, createSts, type Judge } from './services/iam/permissions.ts'
import { createLambda, lambdaRoutes } from './services/lambda/actions.ts'
import type { Addresses } from './services/lambda/function.ts'
import { startFunctions } from './services/lambda/functions.ts'
import { createLogs } from './services/logs.ts'
import { startOvh } from './services/ovh/api.ts'
import { ovhRequest } from './services/ovh/requests.ts'
import { createSecretsManager } from './services/secrets-manager.ts'
import { checkIntegrations, readGrants, readStack, requiredPermissions } from './services/services.ts'
import { createMails } from './services/sns/mails.ts'
import { createSns, createTopics } from './services/sns/sns.ts'
import { socialMessagingRoutes } from './services/social-messaging/api.ts'
import { startSocialMessaging } from './services/social-messaging/social-messaging.ts'
import { createFauxqs } from './services/sqs/fauxqs.ts'
import { createQueues, createSqs } from './services/sqs/sqs.ts'
import type { Stack } from './template/stack.ts'

export type CloudOptions = Assembly & {
  /** The port of the AWS endpoint; 0 picks a free one. */
  readonly port: number
  /** Judges every request by the policies of the template. */
  readonly judge: Judge
  /** The AWS account in which the template is deployed; by default one that allows everything it needs. */
  readonly account?: Account
  /** The environment variable in which functions expect the address of httpSMS. */
  readonly httpSmsVariable?: string
  /** The environment variable in which functions expect the address of OVHcloud's API, up to its version. */
  readonly ovhVariable?: string
  /** The id by which functions know a text on WhatsApp, from the one that Meta gives it; by default the same. */
  readonly whatsAppIdOf?: (wamid: string, stack: Pick<Stack, 'outputs' | 'secrets'>) => string
}

/** A deployed template that runs on this machine. All of its state is in memory. */
export type Cloud = Awaited<ReturnType<typeof startCloud>>

/** The only account id that fauxqs supports. */
const accountId = '000000000000'

/**
 * Starts the cloud. Throws a `CloudError` if the template holds anything that isn't supported here or that AWS would refuse, or if
 * the port is in use.
 */
export const startCloud = async (options: CloudOptions) => {
  const credentials = createCredentials()
  const endpoint = await startEndpoint(options.port, {
    callerOf: credentials.callerOf,
    rest: { lambda: lambdaRoutes, 'social-messaging': socialMessagingRoutes },
    outside: [httpSmsRequest, ovhRequest],
  })
  try {
    return await deploy(options, endpoint, credentials)
  } catch (error) {
    await endpoint.stop()
    throw error
  }
}

const deploy = async (options: CloudOptions, endpoint: Endpoint, credentials: Credentials) => {
  const { stackName, region, assetFolder, judge, account = workingAccount } = options
  const place = { stackName, region, accountId, endpoint: endpoint.url }
  const stack = readStack(options.template, place)
  const numbers = createNumbers(stack, account)
  const arnOf = (identity: string) => numbers.find(identity)?.PhoneNumberArn
  const requiredBy = (call: Call) => requiredPermissions(call, stack, arnOf)
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
    ['cloudformation', createCloudFormation(stack, new Date())],
    ['secretsmanager', createSecretsManager(stack)],
    ['sts', createSts(place)],
  ])
  const watched = serve(endpoint, async (call) => {
    const { service, action } = call
    const denied = await permissions.refusal(call)
    if (denied !== undefined) return errorAnswer(service, denied)
    const answer = handlers.get(`${service}:${action}`) ?? handlers.get(service)
    if (answer !== undefined) return answer(call)
    const message = `The embedded cloud has no ${service} yet.`
    return errorAnswer(service, { code: 'UnknownOperationException', message, status: 400 })
  })
  await createTables(stack, owner.dynamodb)
  await createQueues(stack, owner.sqs)
  await createTopics(stack, owner.sns)

  const { httpSmsVariable = '', ovhVariable = '', whatsAppIdOf } = options
  const outside: Addresses = (accessKeyId) => ({
    [httpSmsVariable]: `${endpoint.url}/http-sms/${accessKeyId}`,
    [ovhVariable]: `${endpoint.url}/ovh/${accessKeyId}/1.0`,
  })
  const running = startFunctions({ stack, credentials, assetFolder, outside, later })
  const { answerUrl, sources, invokeAsynchronously, ...functions } = running
  endpoint.serveUrls(answerUrl)
  const { answer: answerSms, ...sending } = createEndUserMessaging({ stack, account, numbers, credentials, deliver })
  const idOf = (wamid: string): string => whatsAppIdOf?.(wamid, stack) ?? wamid
  const social = await startSocialMessaging({ stack, account, credentials, permissions, phones, idOf, later })
  const httpSms = startHttpSms(account.httpSmsPhones, { deliver, now: Date.now, later })
  const ovh = account.ovh && startOvh(account.ovh, { phones, now: Date.now, later })
  const phoneOf = (line: string): LinePhone | undefined =>
    social.phones.get(line) ?? httpSms.account.phones.get(line) ?? ovh?.account.phones.get(line)
  const { answerEvents, ...schedules } = startSchedules(stack, invokeAsynchronously, later, () => new Date())
  handlers.set('events', answerEvents)
  handlers.set('lambda', createLambda(stack, sources, account))
  handlers.set('logs', createLogs(stack, functions.logs, account.requestRates, Date.now))
  handlers.set('sms-voice', answerSms)
  handlers.set('social-messaging', social.handler)
  handlers.set('http-sms', httpSms.handler)
  if (ovh !== undefined) handlers.set('ovh', ovh.handler)
  return {
    ...functions,
    ...schedules,
    ...watched,
    ...sending,
    ...(await openInbox({ stack, numbers, permissions, credentials, phones, phoneOf })),
    /**
     * The URL of the AWS endpoint, for SDKs and the AWS CLI. A request that isn't signed with a key issued here counts as the
     * account owner's.
     */
    endpoint: endpoint.url,
    region,
    stack,
    /** Clients that sign as the account owner. */
    owner,
    /** What `Ref` gives (a name, a URL or an ARN), by logical id. */
    resources: stack.refs,
    outputs: stack.outputs,
    /** The made-up numbers that stand for those the stack buys. */
    boughtNumbers: stack.all(phoneNumber).flatMap(({ attributes }) => attributes['PhoneNumber'] ?? []),
    /** The newest texts that phones have shown, both inbound ones and replies. */
    texts,
    /** The receipts that carriers report for replies that phones have shown. */
    receipts,
    /** What receives texts to a number with httpSMS, on WhatsApp (by its address) or at OVHcloud; undefined for one of End User Messaging. */
    phoneOf,
    /** The account with httpSMS. */
    httpSms: httpSms.account,
    /** The SMS account at OVHcloud, if there is one. */
    ovh: ovh?.account,
    /** Issues a key for a person whose only permissions are those of these managed policies of the template. */
    keyFor: (...policyArns: readonly string[]) => credentials.issue({ kind: 'person', policyArns }),
    /** The links in the mails of topics, for each address. */
    mails: sns.mails,
    /** Opens a link of a mail, as a reader or a scanner does: without anybody's signature. */
    openLink: async (link: string): Promise<void> => {
      const ended = sns.openLink(link)
      if (ended !== undefined) await owner.sns.send(new UnsubscribeCommand({ SubscriptionArn: ended }))
    },
    /** Replaces the handler of a service, or of one of its actions (`sqs:StartMessageMoveTask`). */
    answerFor: (name: Service | `${Service}:${string}`, handler: ServiceHandler): void => {
      handlers.set(name, handler)
    },
    /** Stops everything. All state is lost. */
    stop: async (): Promise<void> => {
      stopTimers()
      functions.stop()
      await stopFauxqs()
      await endpoint.stop()
    },
  }
}
