import { setTimeout } from 'node:timers/promises'
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

import { second } from '../shared/rules/timing.ts'
import { AwsHandler } from './aws-handler.ts'
import { addCallTimeout, type SdkClient } from './call-timeout.ts'
import { pace, type Time } from './pace.ts'

export type ClientConfig = Pick<SNSClientConfig, 'region' | 'endpoint' | 'credentials'>

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
  time: Time = { now: Date.now, wait: setTimeout },
) => {
  const asked = { ...config, requestHandler: new AwsHandler(requestMs), maxAttempts: 3 }
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
