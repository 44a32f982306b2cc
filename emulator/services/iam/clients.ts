import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'

import type { Caller } from '../../endpoint/call.ts'
import type { Place } from '../../template/resource-type.ts'
import type { Credentials } from './credentials.ts'

export type Clients = { readonly dynamodb: DynamoDBClient; readonly sqs: SQSClient; readonly sns: SNSClient }

/** AWS clients for the endpoint that sign as `caller` and don't retry. */
export const createClients = ({ endpoint, region }: Place, credentials: Credentials, caller: Caller): Clients => {
  const options = {
    endpoint,
    region,
    credentials: credentials.issue(caller),
    maxAttempts: 1,
    requestHandler: { requestTimeout: 5000, throwOnRequestTimeout: true },
  }
  return { dynamodb: new DynamoDBClient(options), sqs: new SQSClient(options), sns: new SNSClient(options) }
}
