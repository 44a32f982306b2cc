import { carrierStandIns } from '../carriers/local.ts'
import { workingAccount } from './account.ts'
import { checkIntegrations } from './check-integrations.ts'
import type { Cloud, CloudOptions } from './cloud.ts'
import type { Call } from './endpoint/call.ts'
import { type Endpoint, startEndpoint } from './endpoint/endpoint.ts'
import { createRouter, type ServiceHandler } from './endpoint/router.ts'
import { serve } from './endpoint/serve.ts'
import { openInbox } from './phones/open-inbox.ts'
import { createPhones } from './phones/phones.ts'
import { readGrants } from './read-grants.ts'
import { requiredPermissions } from './required-permissions.ts'
import { createCloudFormation } from './services/cloudformation/actions.ts'
import { createDynamoDb } from './services/dynamodb/actions.ts'
import { createTables } from './services/dynamodb/create-tables.ts'
import { createEndUserMessaging } from './services/end-user-messaging/end-user-messaging.ts'
import { createNumbers } from './services/end-user-messaging/numbers.ts'
import { phoneNumber } from './services/end-user-messaging/phone-number.ts'
import { createClients } from './services/iam/clients.ts'
import { type Credentials, createCredentials } from './services/iam/credentials.ts'
import { createPermissions } from './services/iam/permissions.ts'
import { createLambda, lambdaRequest } from './services/lambda/actions.ts'
import { startFunctions } from './services/lambda/functions.ts'
import { createLogs } from './services/logs/actions.ts'
import { createSecretsManager } from './services/secrets-manager/actions.ts'
import { createSns } from './services/sns/actions.ts'
import { createTopics } from './services/sns/create-topics.ts'
import { createSqs } from './services/sqs/actions.ts'
import { createQueues } from './services/sqs/create-queues.ts'
import { createFauxqs } from './services/sqs/fauxqs.ts'
import { createSts } from './services/sts/actions.ts'
import { readStack } from './stack.ts'

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
  const { stackName, region, assetFolder, judge, account = workingAccount } = options
  const place = { stackName, region, accountId, endpoint: endpoint.url }
  const stack = readStack(options.template, place)
  const numbers = createNumbers(stack, account)
  const arnOf = (identity: string) => numbers.find(identity)?.PhoneNumberArn
  const requiredBy = (call: Call) => requiredPermissions(call, place, arnOf)
  const permissions = createPermissions(judge, readGrants(stack), place, requiredBy)
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

  const { answerUrl, sources, ...functions } = startFunctions({ stack, credentials, assetFolder })
  endpoint.serveUrls(answerUrl)
  const { answer: answerSms, ...sending } = createEndUserMessaging({ stack, account, numbers, credentials, deliver })
  const started = Object.values(carrierStandIns).map(({ start }) =>
    start?.({ stack, account, credentials, permissions, phones }),
  )
  const standIns = (await Promise.all(started)).filter((standIn) => standIn !== undefined)
  const phoneOf = (line: string) =>
    standIns.map((standIn) => standIn.phoneOf(line)).find((phone) => phone !== undefined)
  handlers.set('lambda', createLambda(stack, sources, account))
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
