import { randomBytes } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import type { Caller } from '../../endpoint/call.ts'
import type { Place } from '../../template/resource-type.ts'

/** A key to sign requests. Signatures aren't verified: whoever reaches the endpoint owns the account anyway. */
export type AccessKey = { readonly accessKeyId: string; readonly secretAccessKey: string }

export type Credentials = ReturnType<typeof createCredentials>

export const createCredentials = () => {
  const callers = new Map<string, Caller>()
  return {
    issue: (caller: Caller): AccessKey => {
      const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`
      callers.set(accessKeyId, caller)
      return { accessKeyId, secretAccessKey: randomBytes(20).toString('hex') }
    },
    /** The caller to whom a key was issued. Any other key counts as the account owner's. */
    callerOf: (accessKeyId: string): Caller => callers.get(accessKeyId) ?? { kind: 'owner' },
  }
}

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
