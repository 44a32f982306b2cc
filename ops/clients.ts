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

export type ClientConfig = Pick<SNSClientConfig, 'region' | 'endpoint' | 'credentials'>

/** How long AWS may be silent about a request, and how long a call may take with all its attempts. */
export type Timeouts = { readonly requestMs: number; readonly callMs: number }

/** A command that gets no answer gives up within half a minute; to look for drift takes AWS some seconds. */
const defaultTimeouts: Timeouts = { requestMs: 10 * second, callMs: 25 * second }

/** Every service that operators ask something of. Without credentials in `config`, they are those that the AWS CLI would use. */
export const createClients = (config: ClientConfig, { requestMs, callMs }: Timeouts = defaultTimeouts) => {
  const asked = { ...config, requestHandler: new AwsHandler(requestMs), maxAttempts: 3 }
  const clients = {
    cloudFormation: new CloudFormationClient(asked),
    cloudWatch: new CloudWatchClient(asked),
    dynamodb: new DynamoDBClient(asked),
    endUserMessaging: new PinpointSMSVoiceV2Client(asked),
    lambda: new LambdaClient(asked),
    logs: new CloudWatchLogsClient(asked),
    secretsManager: new SecretsManagerClient(asked),
    sns: new SNSClient(asked),
    sqs: new SQSClient(asked),
    sts: new STSClient(asked),
  }
  for (const client of Object.values(clients)) addCallTimeout(client, callMs)
  /** A client of a service that only one carrier asks. */
  const clientOf = <Client extends SdkClient>(Service: new (config: typeof asked) => Client): Client => {
    const client = new Service(asked)
    addCallTimeout(client, callMs)
    return client
  }
  return { ...clients, clientOf }
}

export type Clients = ReturnType<typeof createClients>
