import { describe, expect, it } from 'vitest'
import { createBusinessAccount } from '../../services/social-messaging/business-account.ts'
import { createConversations } from '../../services/social-messaging/people.ts'
import { createNumberPhone } from '../../services/social-messaging/phone.ts'
import { createSending } from '../../services/social-messaging/sending.ts'
import { bonjour, numbers, sender } from './chatting.ts'
import { phoneNumberId } from './template.ts'

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
