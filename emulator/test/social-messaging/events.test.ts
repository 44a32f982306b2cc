import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { CloudError } from '../../cloud-error.ts'
import { createBusinessAccount } from '../../services/social-messaging/business-account.ts'
import { createConversations, userIdOf } from '../../services/social-messaging/people.ts'
import { createNumberPhone } from '../../services/social-messaging/phone.ts'
import { createSending } from '../../services/social-messaging/sending.ts'
import { bonjour, type Chatting, line, number, numbers, phoneNumberId, sender, startChatting } from './chatting.ts'

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

describe('The 24 hours', () => {
  const second = 1000
  const day = 24 * 60 * 60 * second

  const place = { stackName: 'Toy', region: 'eu-west-3', accountId: '000000000000', endpoint: 'http://127.0.0.1' }
  const other = { address: 'whatsapp:+33639980022', number: '+33639980022', phoneNumberId: 'phone-number-id-other' }

  /** Two numbers on WhatsApp with a clock of their own. `answer` returns the final status of a reply. */
  const setUp = () => {
    let now = Date.UTC(2026, 10, 24, 20)
    const ends: string[] = []
    const publish = async (event: string): Promise<void> => {
      const [{ value }] = JSON.parse(JSON.parse(event).whatsAppWebhookEntry).changes
      for (const { status, errors } of value.statuses ?? [])
        if (status !== 'sent') ends.push(status === 'failed' ? String(errors[0].code) : status)
    }
    const account = createBusinessAccount([...numbers, other], place)
    const conversations = createConversations(() => now)
    const phones = { send: () => {}, deliver: () => {}, confirm: () => {} }
    const common = { account, conversations, phones, publish, now: () => now }
    const write = createSending({ ...common, habits: { readReceipts: false, failures: {} }, later: () => {} })
    const [ours, ourOther] = account.numbers.map((number) =>
      createNumberPhone(number, { ...common, idOf: (wamid) => wamid }),
    )
    if (ours === undefined || ourOther === undefined) throw new Error('Both lines must have a phone')
    return {
      ours,
      ourOther,
      pass: (ms: number) => {
        now += ms
      },
      answer: async (to: object = { to: sender }): Promise<string | undefined> => {
        const message = Buffer.from(JSON.stringify({ ...bonjour, to: undefined, ...to })).toString('base64')
        write({ originationPhoneNumberId: phoneNumberId, message, metaApiVersion: 'v25.0' })
        // Statuses are published in later microtasks.
        for (let i = 0; i < 9; i++) await Promise.resolve()
        return ends.pop()
      },
    }
  }

  describe('A sender can be answered', () => {
    it('for 24 hours after the last message, and no longer', async () => {
      const { ours, pass, answer } = setUp()
      await ours.text(sender, 'Salut')
      pass(day)
      expect(await answer()).toBe('delivered')
      await ours.text(sender, 'Allô ?')
      pass(day)
      expect(await answer()).toBe('delivered')
      pass(second)
      expect(await answer()).toBe('131047')
    })

    it('only from the number that received the message', async () => {
      const { ourOther, answer } = setUp()
      await ourOther.text(sender, 'Salut')
      expect(await answer()).toBe('131047')
    })
  })
})
