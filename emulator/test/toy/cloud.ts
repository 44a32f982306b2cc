import { fileURLToPath } from 'node:url'
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { z } from 'zod'
import { judgePolicies } from '../../../local/policy-judge.ts'
import { type Account, workingAccount } from '../../account.ts'
import { type Cloud, startCloud } from '../../cloud.ts'
import { parseJson } from '../../endpoint/call.ts'
import { firstOf } from '../../journal.ts'
import { readStack } from '../../services/services.ts'
import type { Placed } from '../../stand-in.ts'
import { toyTemplate } from './template.ts'

const line = z.looseObject({ name: z.string() })
type Line = z.infer<typeof line>

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

/** Starts an emulator with the toy functions, and gives ways to send them messages and to wait for their log lines. */
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
  const linesOf = (name: string): readonly Line[] =>
    cloud.logs
      .entries()
      .flatMap((entry) => parse(entry.line) ?? [])
      .filter((said) => said.name === name)
  /** Waits for the first log line about a message that has these fields. */
  const hear = async (name: string, fields: object): Promise<Line> => {
    const wanted = Object.entries(fields)
    const fits = (said: Line | undefined) =>
      said?.name === name && wanted.every(([key, value]) => said[key] === value) ? said : undefined
    return firstOf(cloud.logs, (entry) => fits(parse(entry.line)), 90_000)
  }
  return { cloud, sqs, send, linesOf, hear }
}

const parse = (text: string): Line | undefined => line.safeParse(parseJson(text)).data
