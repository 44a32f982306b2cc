import { LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { ListSubscriptionsByTopicCommand, UnsubscribeCommand } from '@aws-sdk/client-sns'
import { expect, onTestFinished, test } from 'vitest'
import type { StageAccount } from '../../local/number.ts'
import { metricNames } from '../../shared/rules/telemetry.ts'
import { startNumber, until } from './running-number.ts'

type Number = Awaited<ReturnType<typeof startNumber>>

type Way = readonly [breakIt: (number: Number) => unknown, account?: StageAccount]

const denied = { error: 'AccessDeniedException', status: 400 } as const

/** Takes an action of a service away from a function, or from what polls for it. */
const forbid = ({ cloud }: Number, functionName: string, service: string, ...actions: readonly string[]): void => {
  for (const action of actions)
    cloud.faults.add({
      ...{ service, action, effect: denied },
      when: ({ caller }) => caller.kind === 'function' && caller.functionName === functionName,
    })
}

const unsubscribe = async ({ cloud: { owner, outputs } }: Number): Promise<void> => {
  const topic = { TopicArn: outputs['InboundTopicArn'] }
  const { Subscriptions = [] } = await owner.sns.send(new ListSubscriptionsByTopicCommand(topic))
  for (const { SubscriptionArn } of Subscriptions) await owner.sns.send(new UnsubscribeCommand({ SubscriptionArn }))
}

const filter = async ({ cloud: { endpoint, region, outputs } }: Number): Promise<void> => {
  const lambda = new LambdaClient({ endpoint, region, credentials: { accessKeyId: 'any', secretAccessKey: 'any' } })
  const FilterCriteria = { Filters: [{ Pattern: '{"body":["nothing"]}' }] }
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: outputs['ReceiveSmsSourceId'], FilterCriteria }))
  lambda.destroy()
}

/** What docs/silence.md says is tried, by what breaks. */
const silent: { readonly [breaks: string]: Way } = {
  'the inbound subscription is deleted': [unsubscribe],
  'receive-sms is not fed': [({ cloud, receiveSms }) => cloud.pause(receiveSms)],
  'a filter keeps everything from receive-sms': [filter],
  'receive-sms may not poll': [(number) => forbid(number, number.receiveSms, 'sqs', 'ReceiveMessage')],
  'send-reply is not fed': [({ cloud, sendReply }) => cloud.pause(sendReply)],
  'send-reply may not poll': [(number) => forbid(number, number.sendReply, 'sqs', 'ReceiveMessage')],
  'receive-sms may not read the table': [
    (number) => forbid(number, number.receiveSms, 'dynamodb', 'GetItem', 'BatchGetItem'),
  ],
  'send-reply may not read the table': [
    (number) => forbid(number, number.sendReply, 'dynamodb', 'GetItem', 'BatchGetItem'),
  ],
  'receive-sms may not queue replies': [(number) => forbid(number, number.receiveSms, 'sqs', 'SendMessage')],
  'the line may not send': [(number) => forbid(number, number.sendReply, 'sms-voice', 'SendTextMessage')],
  'the number is released': [() => {}, { numbers: [] }],
}

/** What a beat can't see, so that it is counted all the same. */
const unseen: { readonly [breaks: string]: Way } = {
  'nothing is broken': [() => {}],
  'two-way SMS is switched off': [() => {}, { twoWayTopicArn: undefined }],
}

test('a beat comes through unless something on the way of a text and its reply is broken', async () => {
  const broken = Object.entries({ ...silent, ...unseen })
  const numbers = await Promise.all(
    broken.map(async ([breaks, [breakIt, account]]) => {
      const number = await startNumber(20, account && { account })
      await breakIt(number)
      return { breaks, number }
    }),
  )
  onTestFinished(async () => void (await Promise.all(numbers.map(({ number }) => number.stop()))))
  const beat = ({ cloud }: Number) => cloud.runSchedule(cloud.outputs['BeatScheduleName'] ?? '')
  const beats = ({ number }: (typeof numbers)[number]) => number.count(metricNames.heartbeats)
  await Promise.all(numbers.map(({ number }) => beat(number)))
  const well = numbers.filter(({ breaks }) => breaks in unseen)
  await until('the beats of those that are well', () => well.every((one) => beats(one) === 1))
  // When beats that left later have come through, too, the others would have.
  await Promise.all(well.map(({ number }) => beat(number)))
  await until('their next beats', () => well.every((one) => beats(one) === 2))
  const found = Object.fromEntries(numbers.map((one) => [one.breaks, beats(one)]))
  expect(found).toEqual(Object.fromEntries(broken.map(([breaks]) => [breaks, breaks in silent ? 0 : 2])))
})

test('a beat passes from one line to the next, by the queue and under the policies of the stack', async () => {
  const number = await startNumber(20, { stage: 'local-whatsapp' })
  onTestFinished(number.stop)
  const { cloud } = number
  const asked: string[] = []
  cloud.calls.subscribe(({ action }) => {
    if (action === 'SendTextMessage' || action === 'GetLinkedWhatsAppBusinessAccountPhoneNumber') asked.push(action)
  })
  await cloud.runSchedule(cloud.outputs['BeatScheduleName'] ?? '')
  await until('the beat', () => number.count(metricNames.heartbeats) > 0)
  expect(asked.toSorted()).toEqual(['GetLinkedWhatsAppBusinessAccountPhoneNumber', 'SendTextMessage'])
})
