import { fileURLToPath } from 'node:url'
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { z } from 'zod'

import { type Account, workingAccount } from '../../../local/account.ts'
import { type Cloud, startCloud } from '../../../local/cloud.ts'
import { firstOf } from '../../../local/journal.ts'
import { toyTemplate } from './template.ts'

/** What a toy function says of a message. */
const line = z.looseObject({ name: z.string() })
export type Line = z.infer<typeof line>

export const ownerOf = ({ endpoint, region }: Pick<Cloud, 'endpoint' | 'region'>) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'owner', secretAccessKey: 'any' },
  maxAttempts: 1,
})

/** One that may text, with a number whose texts come to the stack. */
export const toyAccount: Account = { ...workingAccount, numbers: ['+32460000000'], numbersAttached: true }

/** A cloud of toys, and ways to ask them for something and to wait for what they say. */
export const startToyCloud = async (template: unknown = toyTemplate, account: Account = toyAccount) => {
  const cloud = await startCloud({
    template,
    stackName: 'Toy',
    region: 'eu-west-3',
    port: 0,
    account,
    assetFolder: () => fileURLToPath(new URL('.', import.meta.url)),
  })
  const sqs = new SQSClient(ownerOf(cloud))
  /** Messages that are sent together are received together, as far as the event source allows. */
  const send = async (queue: 'Singles' | 'Batches', ...messages: readonly object[]) => {
    const Entries = messages.map((message, i) => ({ Id: String(i), MessageBody: JSON.stringify(message) }))
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: cloud.resources[queue], Entries }))
  }
  const linesOf = (name: string): readonly Line[] =>
    cloud.logs
      .entries()
      .flatMap((entry) => parse(entry.line) ?? [])
      .filter((said) => said.name === name)
  /** The first line about a message that has these fields. */
  const hear = async (name: string, fields: object): Promise<Line> => {
    const wanted = Object.entries(fields)
    const fits = (said: Line | undefined) =>
      said?.name === name && wanted.every(([key, value]) => said[key] === value) ? said : undefined
    const heard = await firstOf(cloud.logs, (entry) => fits(parse(entry.line)), 90_000)
    if (heard === undefined) throw new Error(`Nobody said ${JSON.stringify(fields)} of ${name}`)
    return heard
  }
  return { cloud, sqs, send, linesOf, hear }
}

export type ToyCloud = Awaited<ReturnType<typeof startToyCloud>>

const parse = (text: string): Line | undefined => {
  try {
    return line.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
