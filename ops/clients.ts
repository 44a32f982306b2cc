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

/** How long AWS may send nothing during one request, and how long a whole call with all its attempts may take. */
export type Timeouts = { readonly requestMs: number; readonly callMs: number }

/** A command gives up within half a minute. One request may take seconds, because AWS needs them to detect drift. */
const defaultTimeouts: Timeouts = { requestMs: 10 * second, callMs: 25 * second }

/** Creates the clients of operators. Without credentials in `config` they find those that the AWS CLI finds. */
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
    // Other stages share the account's one request a second, so the SDK tries again. Dry runs send nothing twice.
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

/** Throws when the response is an HTML page, as of a proxy, which the SDK would read as an empty response. */
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

type SdkClient = {
  readonly middlewareStack: { readonly add: (middleware: Middleware, options: { readonly step: 'initialize' }) => void }
}

/** Makes each call fail after `ms`, look-ups of credentials included. The work is abandoned, not stopped. */
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

/** AWS takes one request of an action a second from an account in a region (user guide, quotas). */
export const requestGapMs = 1.1 * second

/** Makes each request of a client, retries included, wait for its turn among those of the same action. */
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
