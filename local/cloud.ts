import { createResources } from './create-resources.ts'
import type { Call } from './endpoint/call.ts'
import type { HandedOver } from './endpoint/carrier.ts'
import { createClients } from './endpoint/clients.ts'
import { type Credentials, createCredentials } from './endpoint/credentials.ts'
import { createDynamo } from './endpoint/dynamo.ts'
import { type Endpoint, startEndpoint } from './endpoint/endpoint.ts'
import { createFaults, type Faults } from './endpoint/faults.ts'
import { createInbox, type Inbox } from './endpoint/inbox.ts'
import { createMessaging } from './endpoint/messaging.ts'
import { createPhones, type PhoneText } from './endpoint/phones.ts'
import { createRouter } from './endpoint/router.ts'
import { createJournal, type Journal } from './journal.ts'
import { type Functions, startFunctions } from './lambda/functions.ts'
import type { LogLine } from './lambda/lambda.ts'
import { checkDeliveries, inboundTopics, smsVoice } from './permissions/deliveries.ts'
import { readGrants } from './permissions/grants.ts'
import { createPermissions, type Permissions } from './permissions/permissions.ts'
import { phoneNumber } from './template/kinds/phone-number.ts'
import { readStack } from './template/stack.ts'

export type CloudOptions = {
  readonly template: unknown
  readonly stackName: string
  readonly region: string
  /** Where the files of an asset lie, by the S3 key that the template gives them. */
  readonly assetFolder: (s3Key: string) => string
  /** Of the AWS endpoint; 0 takes a free one. */
  readonly port: number
}

/** What a template deploys, running on this machine and in memory. */
export type Cloud = Functions &
  Inbox & {
    /** The URL of the AWS endpoint, for SDKs and the AWS CLI. Whoever calls it without a function's key is the account's owner. */
    readonly endpoint: string
    readonly region: string
    /** What `Ref` gives (a name, a URL or an ARN), by logical id. */
    readonly resources: { readonly [logicalId: string]: string }
    readonly outputs: { readonly [name: string]: string }
    /** Where End User Messaging publishes texts, if the template has such a topic. */
    readonly inboundTopicArn: string | undefined
    /** Numbers that the stack buys: made up here. */
    readonly boughtNumbers: readonly string[]
    /** The newest lines of all functions. */
    readonly logs: Journal<LogLine>
    /** Every text that a phone saw. */
    readonly texts: Journal<PhoneText>
    /** Every text that the carrier took, with its SMS attributes. */
    readonly handedOver: Journal<HandedOver>
    /** The newest calls that reached the endpoint, whatever became of them. */
    readonly calls: Journal<Call>
    readonly faults: Faults
    /** Ends everything; state is lost. */
    readonly stop: () => Promise<void>
  }

/** fauxqs knows no other. */
const accountId = '000000000000'
const keptLogLines = 10_000
const keptCalls = 100

/** Starts the cloud. Throws a `Refusal` when the template holds what it doesn't know or AWS would refuse, or the port is taken. */
export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  const credentials = createCredentials()
  const endpoint = await startEndpoint(options.port, credentials)
  try {
    return await deploy(options, endpoint, credentials)
  } catch (error) {
    await endpoint.stop()
    throw error
  }
}

const deploy = async (options: CloudOptions, endpoint: Endpoint, credentials: Credentials): Promise<Cloud> => {
  const { template, stackName, region, assetFolder } = options
  const place = { stackName, region, accountId, endpoint: endpoint.url }
  const stack = readStack(template, place)
  const permissions = createPermissions(readGrants(stack), place)
  await checkDeliveries(stack, permissions)

  const { messaging, phones, ...watched } = serve(endpoint, permissions, region)
  await createResources(stack, createClients(place, credentials, { kind: 'owner' }))
  const logs = createJournal<LogLine>(keptLogLines)
  const functions = startFunctions({ stack, credentials, assetFolder, logs })
  const [inboundTopicArn] = await inboundTopics(stack, permissions)
  const { sns } = createClients(place, credentials, smsVoice(place))
  return {
    ...functions,
    ...watched,
    ...createInbox(sns, inboundTopicArn, phones.texts),
    endpoint: endpoint.url,
    region,
    resources: stack.refs,
    outputs: stack.outputs,
    inboundTopicArn,
    boughtNumbers: stack.all(phoneNumber).flatMap(({ attributes }) => attributes['PhoneNumber'] ?? []),
    logs,
    texts: phones.texts,
    stop: async () => {
      functions.stop()
      await messaging.stop()
      await endpoint.stop()
    },
  }
}

/** Has the services answer at the endpoint, on the other side of the faults. */
const serve = (endpoint: Endpoint, permissions: Permissions, region: string) => {
  const handedOver = createJournal<HandedOver>()
  const calls = createJournal<Call>(keptCalls)
  const phones = createPhones()
  const faults = createFaults()
  const messaging = createMessaging(region, endpoint.url)
  const route = createRouter({ permissions, dynamo: createDynamo(), messaging, phones, handedOver })
  endpoint.serve((call) => {
    calls.append(call)
    return faults.answer(call, () => route(call))
  })
  return { messaging, phones, handedOver, calls, faults }
}
