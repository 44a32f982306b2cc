import { fileURLToPath } from 'node:url'
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { judgePolicies } from '../../../local/policy-judge.ts'
import { type Account, workingAccount } from '../../account.ts'
import { type Cloud, startCloud } from '../../cloud.ts'
import { readStack } from '../../services/services.ts'
import type { Placed } from '../../stand-in.ts'
import { toyTemplate } from './template.ts'

export const ownerOf = ({ endpoint, region }: Pick<Cloud, 'endpoint' | 'region'>) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'owner', secretAccessKey: 'any' },
  maxAttempts: 1,
})

/** An account out of the sandbox, with a number whose texts go to the topic of the stack. */
export const toyAccount: Account = {
  ...workingAccount,
  numbers: ['+32460000000'],
  twoWayTopicArn: ({ InboundTopicArn }) => InboundTopicArn ?? '',
  deletionProtection: true,
  requestRates: 'unlimited',
}

const place = { stackName: 'Toy', region: 'eu-west-3', terminationProtection: false }

/** A template as the emulator reads it, by default the toy one, without running it. */
export const readToy = (template: unknown = toyTemplate) =>
  readStack(template, { ...place, accountId: '000000000000', endpoint: 'http://127.0.0.1:1' })

/** Starts an emulator with the toy functions, and gives a way to send them messages. */
export const startToyCloud = async (template: unknown = toyTemplate, account = toyAccount, standIns: Placed[] = []) => {
  const assetFolder = () => fileURLToPath(new URL('.', import.meta.url))
  const set = { template, account, standIns, assetFolder, ...place }
  const cloud = await startCloud({ ...set, judge: judgePolicies, port: 0 })
  const sqs = new SQSClient(ownerOf(cloud))
  /** Sends messages in one batch, so that they are also received in one, as far as the event source mapping allows. */
  const send = async (queue: 'Singles' | 'Batches', ...messages: readonly object[]) => {
    const Entries = messages.map((message, i) => ({ Id: String(i), MessageBody: JSON.stringify(message) }))
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: cloud.resources[queue], Entries }))
  }
  return { cloud, send }
}
