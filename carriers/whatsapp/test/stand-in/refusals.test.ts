import {
  GetLinkedWhatsAppBusinessAccountPhoneNumberCommand,
  ListLinkedWhatsAppBusinessAccountsCommand,
  PutWhatsAppBusinessAccountEventDestinationsCommand,
} from '@aws-sdk/client-socialmessaging'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { quotaOf } from '../../../../emulator/index.ts'
import { socialMessagingQuotas } from '../../stand-in/api.ts'
import { createBusinessAccount } from '../../stand-in/business-account.ts'
import { createConversations, personOf } from '../../stand-in/people.ts'
import { numbers, phoneNumberId, sender, startChatting } from './chatting.ts'

const blocker = '+33612345679'

const chat = await startChatting({ failures: { [blocker]: 131026 } })
for (const from of [sender, blocker]) await chat.phone.text(from, 'Salut')
afterAll(chat.cloud.stop)

describe('An accepted message', () => {
  it.each([
    ['131047 if the recipient has not written before', { to: '+33698765432' }, 131047],
    ['131047 if the number lacks its plus, and so is another number', { to: sender.slice(1) }, 131047],
    ['the configured code of a recipient', { to: blocker }, 131026],
  ])('fails afterwards with %s', async (_, changes, code) => {
    const [told, shown] = [chat.statuses().length, chat.cloud.texts.entries().length]
    await chat.write(changes)
    await vi.waitFor(() => expect(chat.statuses()).toHaveLength(told + 1), 60_000)
    expect(chat.statuses().at(-1)).toMatchObject({ status: 'failed', errors: [{ code }] })
    expect(chat.cloud.texts.entries()).toHaveLength(shown)
  })
})

it('A message is taken only from whoever has the permission to send it from that number', async () => {
  const shown = chat.cloud.texts.entries().length
  for (const policy of ['Reader', 'WriterOfAnother'])
    await expect(chat.write({}, chat.clientOf(policy))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('social-messaging:SendWhatsAppMessage'),
    })
  expect(chat.cloud.texts.entries()).toHaveLength(shown)
  await chat.write({}, chat.clientOf('Writer'))
})

it('Messages beyond the documented rate of a thousand a second are refused, and not shown', async () => {
  expect(socialMessagingQuotas['SendWhatsAppMessage']).toEqual(quotaOf(1000))
  const limited = await startChatting({ requestRates: { SendWhatsAppMessage: { perSecond: 0.001, burst: 1 } } })
  await limited.phone.text(sender, 'Salut')
  await limited.write()
  await expect(limited.write()).rejects.toMatchObject({ name: 'ThrottledRequestException' })
  await vi.waitFor(() => expect(limited.cloud.texts.entries()).toHaveLength(2), 60_000)
  await limited.cloud.stop()
})

describe('The WhatsApp Business account', () => {
  const list = async () => (await chat.owner.send(new ListLinkedWhatsAppBusinessAccountsCommand())).linkedAccounts ?? []
  const put = async (arns: readonly string[], id: string) =>
    chat.owner.send(
      new PutWhatsAppBusinessAccountEventDestinationsCommand({
        id,
        eventDestinations: arns.map((eventDestinationArn) => ({ eventDestinationArn })),
      }),
    )
  const topic = chat.cloud.outputs['WhatsAppTopicArn'] ?? ''

  it('refuses two event destinations, one that is no ARN, and an unknown id', async () => {
    const [id = ''] = (await list()).map((account) => account.id)
    for (const arns of [[topic, topic], ['a topic']])
      await expect(put(arns, id)).rejects.toMatchObject({ name: 'ValidationException' })
    await expect(put([], 'waba-another')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    expect((await list())[0]?.eventDestinations).toMatchObject([{ eventDestinationArn: topic }])
  })

  it('tells of a number only whoever may ask about it', async () => {
    const read = async (id: string, client = chat.owner) =>
      client.send(new GetLinkedWhatsAppBusinessAccountPhoneNumberCommand({ id }))
    expect(await read(phoneNumberId, chat.clientOf('Reader'))).toMatchObject({ phoneNumber: { phoneNumberId } })
    await expect(read('phone-number-id-0')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(read('waba-0')).rejects.toMatchObject({ name: 'ValidationException' })
    for (const policy of ['Writer', 'ReaderOfAnother'])
      await expect(read(phoneNumberId, chat.clientOf(policy))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })
})

it('A sender can be answered for 24 hours after a message, and only from the number that received it', async () => {
  const day = 24 * 60 * 60 * 1000
  const place = { stackName: 'Toy', region: 'eu-west-3', accountId: '000000000000', endpoint: 'http://127.0.0.1' }
  const other = { address: 'whatsapp:+33639980022', number: '+33639980022', phoneNumberId: 'phone-number-id-other' }
  let now = Date.UTC(2026, 10, 24, 20)
  const conversations = createConversations(() => now)
  const [ours, ourOther] = createBusinessAccount([...numbers, other], place).numbers
  if (ours === undefined || ourOther === undefined) throw new Error('Both lines must have a number')
  const person = personOf(sender)
  conversations.hear(person, ours)
  now += day
  expect([ours, ourOther].map((number) => conversations.isOpen(person, number))).toEqual([true, false])
  now += 1000
  expect(conversations.isOpen(person, ours)).toBe(false)
})
