import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CloudError } from '../../cloud-error.ts'
import { userIdOf } from '../../services/social-messaging/people.ts'
import { type Chatting, sender, startChatting } from './chatting.ts'
import { line, number } from './template.ts'

const somebody = 'FR.13491208655302741918'

let chat: Chatting
beforeAll(async () => {
  chat = await startChatting()
})
afterAll(() => chat.cloud.stop())

const wamid = expect.stringMatching(/^wamid\.HBg/)
const timestamp = expect.stringMatching(/^\d{10}$/)

describe('A message to a number on WhatsApp', () => {
  it('is published as AWS does: an entry of Meta in an envelope without an id', async () => {
    await chat.phone.text(sender, 'Salut 👋')
    const { entry, ...envelope } = await chat.nextEvent()
    expect(envelope).toStrictEqual({
      context: {
        MetaWabaIds: [{ wabaId: entry.id, arn: expect.stringContaining(':social-messaging:eu-west-3:') }],
        MetaPhoneNumberIds: [
          { metaPhoneNumberId: expect.any(String), arn: expect.stringContaining(':phone-number-id/') },
        ],
      },
      aws_account_id: '000000000000',
      message_timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
    })
    expect(entry.changes).toStrictEqual([
      {
        field: 'messages',
        value: {
          messaging_product: 'whatsapp',
          metadata: { display_phone_number: number.slice(1), phone_number_id: expect.any(String) },
          contacts: [{ profile: { name: 'Kevin' }, wa_id: sender.slice(1), user_id: userIdOf(sender) }],
          messages: [
            {
              from: sender.slice(1),
              from_user_id: userIdOf(sender),
              id: wamid,
              timestamp,
              type: 'text',
              text: { body: 'Salut 👋' },
            },
          ],
        },
      },
    ])
  })

  it('is shown on the phone of its sender, with the id that Meta gave it', async () => {
    const id = await chat.phone.text(sender, 'Salut')
    const { messages } = await chat.nextValue()
    const [{ id: metaId }] = messages as [{ id: string }]
    expect(id).toBe(metaId)
    expect(chat.cloud.texts.entries().at(-1)).toMatchObject({ id, direction: 'inbound', from: sender, to: line })
    expect(Buffer.from(metaId.slice('wamid.'.length), 'base64').toString('latin1')).toContain(sender.slice(1))
  })

  it('has the same id when it is sent again, which can be reserved beforehand', async () => {
    const id = chat.phone.newId(sender)
    expect([await chat.phone.text(sender, 'Salut', id), await chat.phone.text(sender, 'Salut', id)]).toStrictEqual([
      id,
      id,
    ])
    const values = [await chat.nextValue(), await chat.nextValue()]
    const ids = values.flatMap(({ messages }) => (messages as { id: string }[]).map((message) => message.id))
    expect(new Set(ids).size).toBe(1)
  })

  it('has no number if the sender hides it from businesses', async () => {
    await chat.phone.text(somebody, 'Salut')
    const { contacts, messages } = await chat.nextValue()
    expect(contacts).toStrictEqual([{ profile: { name: 'Kevin' }, user_id: somebody }])
    expect(messages).toStrictEqual([
      { from_user_id: somebody, id: wamid, timestamp, type: 'text', text: { body: 'Salut' } },
    ])
  })

  it('can be a call', async () => {
    await chat.phone.call(sender)
    const { entry } = await chat.nextEvent()
    expect(entry.changes).toMatchObject([
      { field: 'calls', value: { calls: [{ event: 'connect', from: sender.slice(1), to: number.slice(1) }] } },
    ])
  })

  it('is refused from a sender who cannot be on WhatsApp', async () => {
    await expect(chat.phone.text('Banque', 'Salut')).rejects.toBeInstanceOf(CloudError)
  })
})
