import {
  GetLinkedWhatsAppBusinessAccountCommand,
  GetLinkedWhatsAppBusinessAccountPhoneNumberCommand,
  ListLinkedWhatsAppBusinessAccountsCommand,
  PutWhatsAppBusinessAccountEventDestinationsCommand,
} from '@aws-sdk/client-socialmessaging'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

import { type Chatting, chatTemplate, number, phoneNumberId, startChatting } from './chatting.ts'

let chat: Chatting
beforeAll(async () => {
  chat = await startChatting()
})
afterAll(() => chat.cloud.stop())

const list = async (client = chat.owner) =>
  (await client.send(new ListLinkedWhatsAppBusinessAccountsCommand())).linkedAccounts ?? []
const idOf = async () => (await list())[0]?.id ?? ''
const put = async (arns: readonly string[], id?: string, client = chat.owner) =>
  client.send(
    new PutWhatsAppBusinessAccountEventDestinationsCommand({
      id: id ?? (await idOf()),
      eventDestinations: arns.map((eventDestinationArn) => ({ eventDestinationArn })),
    }),
  )
const destinations = async () => (await list())[0]?.eventDestinations?.map((one) => one.eventDestinationArn)

describe('The WhatsApp Business account', () => {
  it('is linked, and has the lines of the stage', async () => {
    const id = await idOf()
    const { account } = await chat.owner.send(new GetLinkedWhatsAppBusinessAccountCommand({ id }))
    expect(account).toMatchObject({ id, registrationStatus: 'COMPLETE', linkDate: expect.any(Date) })
    expect(account?.phoneNumbers).toMatchObject([
      { phoneNumber: number, phoneNumberId, displayPhoneNumberName: 'Bonsoir', qualityRating: 'GREEN' },
    ])
  })

  it('sends events to the topic of the stack at first, and to another one on request', async () => {
    const ours = chat.cloud.outputs['WhatsAppTopicArn'] ?? ''
    expect(await destinations()).toStrictEqual([ours])
    await put(['arn:aws:sns:eu-west-3:000000000000:another'])
    expect(await destinations()).toStrictEqual(['arn:aws:sns:eu-west-3:000000000000:another'])
    await put([ours])
    expect(await destinations()).toStrictEqual([ours])
  })

  it('accepts one event destination, which must be an ARN', async () => {
    const topic = chat.cloud.outputs['WhatsAppTopicArn'] ?? ''
    for (const arns of [[topic, topic], ['a topic']])
      await expect(put(arns)).rejects.toMatchObject({ name: 'ValidationException' })
    expect(await destinations()).toStrictEqual([topic])
  })

  it('is not found by another id', async () => {
    const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } }
    await expect(put([], 'waba-another')).rejects.toMatchObject(missing)
    const another = new GetLinkedWhatsAppBusinessAccountCommand({ id: 'waba-another' })
    await expect(chat.owner.send(another)).rejects.toMatchObject(missing)
  })

  it('tells of each number by its id, to whoever may ask about that number', async () => {
    const read = async (id: string, client = chat.owner) =>
      client.send(new GetLinkedWhatsAppBusinessAccountPhoneNumberCommand({ id }))
    const known = { linkedWhatsAppBusinessAccountId: await idOf(), phoneNumber: { phoneNumber: number, phoneNumberId } }
    expect(await read(phoneNumberId)).toMatchObject(known)
    expect(await read(phoneNumberId, chat.clientOf('Reader'))).toMatchObject(known)
    await expect(read('phone-number-id-0')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(read('waba-0')).rejects.toMatchObject({ name: 'ValidationException' })
    for (const policy of ['Writer', 'ReaderOfAnother'])
      await expect(read(phoneNumberId, chat.clientOf(policy))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })

  it('can be listed and attached only with the permission for it', async () => {
    const denied = { name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } }
    const [attacher, lister] = [chat.clientOf('Attacher'), chat.clientOf('Lister')]
    const [id, topic] = [await idOf(), chat.cloud.outputs['WhatsAppTopicArn'] ?? '']
    expect(await list(lister)).toHaveLength(1)
    await put([topic], id, attacher)
    await expect(list(attacher)).rejects.toMatchObject(denied)
    await expect(put([topic], id, lister)).rejects.toMatchObject(denied)
  })
})

it('Listing accounts is throttled above ten requests a second', async () => {
  const { owner, cloud } = await startChatting({ requestRates: {} })
  onTestFinished(() => cloud.stop())
  // More than even a very slow machine spreads over ten seconds.
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => list(owner)))
  const reason = { name: 'ThrottledRequestException', $metadata: { httpStatusCode: 429 } }
  expect(outcomes).toContainEqual({ status: 'rejected', reason: expect.objectContaining({ name: reason.name }) })
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason })
})

describe('A template', () => {
  it.each([
    ['without permission to publish to the topic', { onTopic: false }, 'sns:Publish'],
    ['without permission to use the key', { onKey: false }, 'kms:GenerateDataKey'],
  ])('%s is refused with the name of the missing permission', async (_, without, action) => {
    await expect(startChatting({}, chatTemplate(without))).rejects.toThrow(
      `End User Messaging Social can't tell of messages: the template doesn't allow ${action} on `,
    )
  })

  it('without permission for the key loses every message if the account is attached later', async () => {
    const lost = await startChatting({ whatsAppTopicArn: undefined }, chatTemplate({ onKey: false }))
    const published: number[] = []
    lost.cloud.answers.subscribe(({ call, answer }) => {
      if (call.action === 'Publish') published.push(answer.status)
    })
    const [account] = await list(lost.owner)
    await put([lost.cloud.outputs['WhatsAppTopicArn'] ?? ''], account?.id, lost.owner)
    expect(await lost.phone.text('+33612345678', 'Salut')).not.toBe('')
    expect(published).toStrictEqual([400])
    await lost.cloud.stop()
  })
})
