import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { userIdOf } from '../../services/social-messaging/people.ts'
import { bonjour, type Chatting, line, phoneNumberId, sender, startChatting } from './chatting.ts'

const blocker = '+33612345679'
const dropped = '+33612345670'
const phoneNumberArn = `arn:aws:social-messaging:eu-west-3:000000000000:${phoneNumberId.replace('-id-', '-id/')}`

let chat: Chatting
beforeAll(async () => {
  chat = await startChatting({ failures: { [blocker]: 131026, [dropped]: 'given up' } })
  for (const from of [sender, blocker, dropped]) {
    await chat.phone.text(from, 'Salut')
    await chat.nextEvent()
  }
})
afterAll(() => chat.cloud.stop())

describe('An accepted message', () => {
  it('is shown on the phone, and each status is an event with an id of AWS that returns the callback data', async () => {
    const id = await chat.write({ ...bonjour, biz_opaque_callback_data: 'our-id' })
    const told = [await chat.nextEvent(), await chat.nextEvent()]
    expect(told.map(({ entry }) => entry.changes[0].value.statuses?.[0])).toStrictEqual(
      ['sent', 'delivered'].map((status) => ({
        id: expect.stringMatching(/^wamid\./),
        status,
        timestamp: expect.stringMatching(/^\d{10}$/),
        recipient_id: sender.slice(1),
        recipient_user_id: userIdOf(sender),
        biz_opaque_callback_data: 'our-id',
      })),
    )
    expect(told.map(({ messageId }) => messageId)).toStrictEqual([id, id])
    expect(chat.repliesTo(sender).at(-1)).toMatchObject({ id, from: line, text: 'Bonjour' })
  })

  it('is also reported as read by phones that send read receipts', async () => {
    const reading = await startChatting({ readReceipts: true })
    await reading.phone.text(sender, 'Salut')
    await reading.nextEvent()
    await reading.write()
    const statuses = [await reading.nextStatus(), await reading.nextStatus(), await reading.nextStatus()]
    expect(statuses.map((told) => told?.status)).toStrictEqual(['sent', 'delivered', 'read'])
    await reading.cloud.stop()
  })

  it('can be addressed to an id, which does not reveal the number', async () => {
    const { to: _, ...withoutNumber } = bonjour
    await chat.write({ ...withoutNumber, recipient: userIdOf(sender) })
    expect(await chat.nextStatus()).not.toHaveProperty('recipient_id')
    expect(await chat.nextStatus()).toMatchObject({ status: 'delivered', recipient_user_id: userIdOf(sender) })
    expect(chat.repliesTo(userIdOf(sender))).toHaveLength(1)
  })

  it('can be sent with a version of Meta’s API that has ended, since Meta then takes the oldest usable one', async () => {
    expect(await chat.write(bonjour, { metaApiVersion: 'v20.0' })).not.toBe('')
    expect([(await chat.nextStatus())?.status, (await chat.nextStatus())?.status]).toStrictEqual(['sent', 'delivered'])
  })

  it('can be sent from the ARN of the number', async () => {
    expect(await chat.write(bonjour, { originationPhoneNumberId: phoneNumberArn })).not.toBe('')
    expect([(await chat.nextStatus())?.status, (await chat.nextStatus())?.status]).toStrictEqual(['sent', 'delivered'])
  })

  it.each([
    ['131047 if the recipient has not written before', { to: '+33698765432' }, 131047],
    ['131047 if the number lacks its plus, and so is another number', { to: sender.slice(1) }, 131047],
    ['the configured code of a recipient', { to: blocker }, 131026],
  ])('fails afterwards with %s', async (_, changes, code) => {
    const before = chat.cloud.texts.entries().length
    await chat.write({ ...bonjour, ...changes })
    expect(await chat.nextStatus()).toMatchObject({ status: 'failed', errors: [{ code }] })
    expect(chat.cloud.texts.entries()).toHaveLength(before)
  })
})

it('A message that AWS gives up is reported by AWS itself, with its own id and nothing that Meta would return', async () => {
  const id = await chat.write({ ...bonjour, to: dropped, biz_opaque_callback_data: 'our-id' })
  const { messageId, entry } = await chat.nextEvent()
  expect(messageId).toBe(id)
  const status = { status: 'Message retries exhausted, dropping message.', timestamp: expect.any(String) }
  expect(entry.changes[0].value.statuses).toStrictEqual([status])
  expect(chat.repliesTo(dropped)).toHaveLength(0)
})

describe('A message is refused', () => {
  const refused = async (writing: Promise<string>, name: string, httpStatusCode: number) => {
    const before = chat.cloud.texts.entries().length
    await expect(writing).rejects.toMatchObject({ name, $metadata: { httpStatusCode } })
    expect(chat.cloud.texts.entries()).toHaveLength(before)
  }
  const { messaging_product: _, ...withoutProduct } = bonjour
  const { to: __, ...toNobody } = bonjour

  it.each<[string, object | string]>([
    ['that is not JSON', 'Bonjour'],
    ['without its product', withoutProduct],
    ['without a body', { ...bonjour, text: {} }],
    ['of 4,097 characters', { ...bonjour, text: { body: 'x'.repeat(4097) } }],
    ['without a recipient', toNobody],
    ['to a number and an id', { ...bonjour, recipient: userIdOf(sender) }],
    ['to an invalid id', { ...toNobody, recipient: 'Kevin' }],
    ['with callback data of more than 512 characters', { ...bonjour, biz_opaque_callback_data: 'x'.repeat(513) }],
  ])('%s', (_, message) => refused(chat.write(message), 'InvalidParametersException', 400))

  it.each(['20', 'v20', 'latest', 'v19.0', 'v27.0'])('for the API version %s', (metaApiVersion) =>
    refused(chat.write(bonjour, { metaApiVersion }), 'ValidationException', 400),
  )

  it('from an invalid phone number id', () =>
    refused(chat.write(bonjour, { originationPhoneNumberId: '+33639980021' }), 'ValidationException', 400))
})
