import { randomUUID } from 'node:crypto'
import { DeleteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { PublishCommand } from '@aws-sdk/client-sns'
import { expect, onTestFinished, test } from 'vitest'

import { day, second } from '../../../shared/rules/timing.ts'
import { startNumber, until } from '../../e2e/running-number.ts'
import { change, published } from './events.ts'
import { number as line, tested } from './example.ts'

const names = {
  number: { from: '33612345678' },
  id: { from_user_id: 'FR.13491208655302741918' },
  'other id': { from_user_id: 'FR.27182818284590452353' },
}
type Name = keyof typeof names

/** A running number, whose table can be made to believe that days have passed. */
const start = async () => {
  const number = await startNumber(5, tested)
  onTestFinished(number.stop)
  const { cloud } = number
  const { TableName, WhatsAppTopicArn } = cloud.outputs as Readonly<Record<'TableName' | 'WhatsAppTopicArn', string>>
  let sent = 0

  const write = async (shown: readonly Name[], body: string): Promise<void> => {
    const who = Object.assign({}, ...shown.map((name) => names[name]))
    const message = { id: `wamid.${randomUUID()}`, timestamp: String(Math.floor(Date.now() / second)), ...who }
    const metadata = { display_phone_number: line.slice(1), phone_number_id: '1' }
    const Message = published([change({ metadata, messages: [{ ...message, type: 'text', text: { body } }] })])
    await cloud.owner.sns.send(new PublishCommand({ TopicArn: WhatsAppTopicArn, Message }))
    sent++
    await until(`text ${sent} to be decided`, () => number.count('TextsReceived') === sent)
  }

  /** Moves all times of senders back by so many days, deletes what has expired, and ends the processes, which remember the present. */
  const pass = async (days: number): Promise<void> => {
    const { Items = [] } = await cloud.owner.dynamodb.send(new ScanCommand({ TableName }))
    for (const { pk = { S: '' }, ...item } of Items.filter(({ pk }) => pk?.S?.startsWith('sender#'))) {
      const aged = JSON.parse(JSON.stringify(item), (key, value) => {
        if (key === 'expiresAt') return { N: String(Number(value.N) - (days * day) / second) }
        const at = key === 'version' ? 0 : Number(value?.N ?? 0)
        return at > 365 * day ? { N: String(at - days * day) } : value
      })
      if (aged.expiresAt.N < Date.now() / second)
        await cloud.owner.dynamodb.send(new DeleteItemCommand({ TableName, Key: { pk } }))
      else await cloud.owner.dynamodb.send(new PutItemCommand({ TableName, Item: { pk, ...aged } }))
    }
    cloud.killWorkers(number.receiveSms)
  }
  return { number, write, pass }
}

test('somebody with a number and two ids is left alone for a year after the last STOP, whichever names they show', async () => {
  const { number, write, pass } = await start()
  const each: readonly Name[] = ['number', 'id', 'other id']
  await write(['number', 'id'], 'STOP')
  await write(['number', 'other id'], 'STOP')
  for (const name of each) await write([name], 'stop svp')
  await pass(200)
  await write(['other id'], 'Stop !')
  for (const days of [1, 41, 200, 122]) {
    await pass(days)
    for (const name of each) await write([name], 'Salut')
  }
  expect(number.count('TextsSilenced.opted-out')).toBe(18)
  expect(number.count('PartsBooked')).toBe(0)
  await pass(3)
  await write(['id'], 'Salut')
  expect(number.count('PartsBooked')).toBe(1)
})
