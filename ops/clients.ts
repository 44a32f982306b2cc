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

export type ClientConfig = Pick<SNSClientConfig, 'region' | 'endpoint' | 'credentials'>

/** Every service that operators ask something of. Without credentials in `config`, they are those that the AWS CLI would use. */
export const createClients = (config: ClientConfig) => ({
  cloudFormation: new CloudFormationClient(config),
  cloudWatch: new CloudWatchClient(config),
  dynamodb: new DynamoDBClient(config),
  endUserMessaging: new PinpointSMSVoiceV2Client(config),
  lambda: new LambdaClient(config),
  logs: new CloudWatchLogsClient(config),
  secretsManager: new SecretsManagerClient(config),
  sns: new SNSClient(config),
  sqs: new SQSClient(config),
  sts: new STSClient(config),
})

export type Clients = ReturnType<typeof createClients>
