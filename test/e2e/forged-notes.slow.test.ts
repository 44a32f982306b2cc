import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { PublishCommand } from '@aws-sdk/client-sns'
import { expect, onTestFinished, test } from 'vitest'

import { inboundSms } from '../../emulator/index.ts'
import { createClients } from '../../ops/clients.ts'
import { readSettings } from '../../settings/read.ts'
import { createSenderKeyOf } from '../../shared/adapters/signatures.ts'
import { hour, minute, second } from '../../shared/rules/timing.ts'
import { senderPrefix } from '../../shared/stores/dynamodb/sender-store.ts'
import { line, startOperated } from '../ops/operated-number.ts'
import { until } from './running-number.ts'

const [genuine, ...strangers] = Array.from({ length: 6 }, (_, i) => `+3247500432${i}`)

/** A number that may send one reply a month. */
const startFrugal = async () => {
  const settings = { ...readSettings('local'), budgets: { default: { hour: 1, day: 1, month: 1 } } }
  const number = await startOperated({}, 'local', { deployed: settings })
  onTestFinished(number.stop)
  return number
}

/** What whoever has an operator's key can do to a stage without any of our commands. */
const operatorOf = ({ cloud, policy }: Awaited<ReturnType<typeof startFrugal>>) => {
  const { outputs, region, endpoint } = cloud
  const aws = createClients({ region, endpoint, credentials: cloud.keyFor(policy('Operator').arn) })
  const pepper = async () =>
    (await aws.secretsManager.send(new GetSecretValueCommand({ SecretId: outputs['PepperSecretArn'] }))).SecretString

  return {
    /** Writes the record of a sender who is owed the reply to a text, with a note that it is booked and due within seconds. */
    noteBooking: async (sender: string, id: string) => {
      const keyOf = createSenderKeyOf((await pepper()) ?? '')
      const number = (value: number) => ({ N: String(value) })
      const due = Date.now() + 2 * second
      const Item = {
        pk: { S: `${senderPrefix}${keyOf(sender)}` },
        format: number(1),
        version: number(1),
        replies: { M: { [id]: number(Date.now()) } },
        bookedFor: { M: { [id]: { S: `${due} ${Buffer.alloc(16, id).toString('base64url')}` } } },
        expiresAt: number(Math.ceil((Date.now() + hour) / second)),
      }
      await aws.dynamodb.send(new PutItemCommand({ TableName: outputs['TableName'], Item }))
    },
    publish: async (from: string, id: string) => {
      const Message = JSON.stringify(inboundSms({ id, from, to: line, text: 'Salut' }))
      await aws.sns.send(new PublishCommand({ TopicArn: outputs['InboundTopicArn'], Message }))
    },
  }
}

test('an operator who writes by hand that replies are booked, and publishes the texts, gets no reply sent beyond the budget', async () => {
  const number = await startFrugal()
  const first = await number.text(genuine ?? '')
  await until('the reply that the budget allows', () => number.outcomes(first).length > 0)
  expect(number.count('PartsBooked')).toBe(1)

  let waiting = 0
  number.cloud.calls.subscribe(({ action, parameters }) => {
    // A reply that is due within seconds is hidden for seconds, and one for which no hour has room until it expires.
    const { VisibilityTimeout = 0 } = parameters
    if (action === 'ChangeMessageVisibility' && Number(VisibilityTimeout) * second > minute) waiting++
  })
  const operator = operatorOf(number)
  const texts = strangers.map((sender, i) => ({ sender, id: number.newId(`by-hand-${i}`) }))
  for (const { sender, id } of texts) await operator.noteBooking(sender, id)
  for (const { sender, id } of texts) await operator.publish(sender, id)

  const sent = () => texts.flatMap(({ id }) => number.outcomes(id))
  await until('each of the five replies to be sent or to wait for room', () => waiting + sent().length >= texts.length)
  expect(texts.map(({ id }) => number.decisions(id))).toEqual(texts.map(() => ['duplicate']))
  expect(sent()).toEqual([])
  expect(strangers.flatMap(number.repliesTo)).toEqual([])
  expect(number.count('PartsBooked')).toBe(1)
})
