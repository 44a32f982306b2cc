import { setTimeout as wait } from 'node:timers/promises'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { STSClient } from '@aws-sdk/client-sts'

import { TimedHandler } from '../shared/adapters/http.ts'
import { second } from '../shared/rules/timing.ts'

type ClientConfig = Pick<SNSClientConfig, 'region' | 'endpoint' | 'credentials'>

/**
 * `requestMs` limits how long AWS may send nothing during one request. `callMs` limits a whole call: the
 * look-up of credentials and all attempts.
 */
export type Timeouts = { readonly requestMs: number; readonly callMs: number }

/** A command without an answer gives up within half a minute. One request may take seconds, because AWS needs them to detect drift. */
const defaultTimeouts: Timeouts = { requestMs: 10 * second, callMs: 25 * second }

/** Creates a client for each service that operators use. Without credentials in `config`, the clients find the same ones as the AWS CLI. */
export const createClients = (
  config: ClientConfig,
  { requestMs, callMs }: Timeouts = defaultTimeouts,
  time: Time = { now: Date.now, wait },
) => {
  const timeouts = { connectMs: Math.min(operatorConnectTimeoutMs, requestMs), timeoutMs: requestMs }
  const asked = { ...config, requestHandler: new AwsHandler(timeouts), maxAttempts: 3 }
  const clients = {
    cloudFormation: new CloudFormationClient(asked),
    cloudWatch: new CloudWatchClient(asked),
    dynamodb: new DynamoDBClient(asked),
    // Other stages of the account share its one request a second, so a throttled call is tried again, by the SDK with growing random
    // delays. Nothing is sent twice, since operators send dry runs only.
    endUserMessaging: new PinpointSMSVoiceV2Client({ ...asked, maxAttempts: 5 }),
    lambda: new LambdaClient(asked),
    logs: new CloudWatchLogsClient(asked),
    secretsManager: new SecretsManagerClient(asked),
    sns: new SNSClient(asked),
    sqs: new SQSClient(asked),
    sts: new STSClient(asked),
  }
  for (const client of Object.values(clients)) addCallTimeout(client, callMs)
  pace(clients.endUserMessaging, time)
  /** Creates a client for a service that only one carrier uses. */
  const clientOf = <Client extends SdkClient>(Service: new (config: typeof asked) => Client): Client => {
    const client = new Service(asked)
    addCallTimeout(client, callMs)
    return client
  }
  return { ...clients, clientOf }
}

export type Clients = ReturnType<typeof createClients>

/** Longer than in the functions, because operators work from slower networks than the one between AWS's services. */
export const operatorConnectTimeoutMs = 5 * second

/**
 * Sends requests to AWS with short timeouts. Throws when the response is an HTML page, for example of a proxy: no AWS service that is
 * called here sends HTML, and where the SDK expects XML it would read the page as an empty response.
 */
class AwsHandler extends TimedHandler {
  override async handle(...request: Parameters<TimedHandler['handle']>) {
    const answer = await super.handle(...request)
    const { headers, statusCode, body } = answer.response
    if (!/^text\/html\b/i.test(headers['content-type'] ?? '')) return answer
    body.destroy()
    // The SDK reads the status to decide whether to retry, so a page with a 502 is retried like a 502 of AWS.
    throw Object.assign(new Error('A web page'), { $metadata: { httpStatusCode: statusCode } })
  }
}

type Middleware = <Call, Answer>(next: (call: Call) => Promise<Answer>) => (call: Call) => Promise<Answer>

/** The part of an SDK client that takes middleware. */
type SdkClient = {
  readonly middlewareStack: { readonly add: (middleware: Middleware, options: { readonly step: 'initialize' }) => void }
}

/**
 * Makes each call of a client fail after `ms`, however many attempts it makes. The timeout includes the SDK's look-up of
 * credentials, which has none of its own where it asks SSO or runs a program (its packages credential-provider-sso and -process).
 * Work that times out is abandoned, not stopped.
 */
const addCallTimeout = (client: SdkClient, ms: number): void =>
  client.middlewareStack.add((next) => (call) => withTimeout(next(call), ms), { step: 'initialize' })

/** The error has the same name as the SDK's own timeout errors, so that both are explained alike. */
const withTimeout = <T>(work: Promise<T>, ms: number): Promise<T> => {
  const { promise: timeOut, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new DOMException('No answer', 'TimeoutError')), ms)
  return Promise.race([work, timeOut]).finally(() => clearTimeout(timer))
}

/** The clock of the command line, and how it waits. Both in milliseconds. */
export type Time = { readonly now: () => number; readonly wait: (ms: number) => Promise<void> }

/**
 * The time between two requests of an action. AWS accepts one a second from an account in a region (End User Messaging user guide,
 * quotas), and their ways to AWS may take unequally long.
 */
export const requestGapMs = 1.1 * second

/** Makes each request of a client, retries included, wait until `requestGapMs` after the previous one of the same action. */
const pace = ({ middlewareStack }: PinpointSMSVoiceV2Client, { now, wait }: Time): void => {
  const freeAt = new Map<string, number>()
  middlewareStack.addRelativeTo(
    <Call, Answer>(next: (call: Call) => Promise<Answer>, { commandName: action = '' }: { commandName?: string }) =>
      async (call: Call) => {
        const askedAt = now()
        const at = Math.max(askedAt, freeAt.get(action) ?? 0)
        freeAt.set(action, at + requestGapMs)
        if (at > askedAt) await wait(at - askedAt)
        return next(call)
      },
    { relation: 'after', toMiddleware: 'retryMiddleware', name: 'pace' },
  )
}
