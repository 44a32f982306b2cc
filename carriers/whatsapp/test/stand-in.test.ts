import { expect, test, vi } from 'vitest'
import { createPhones } from '../../../emulator/index.ts'
import { createBusinessAccount } from '../stand-in/business-account.ts'
import { createConversations, personOf } from '../stand-in/people.ts'
import { createSending } from '../stand-in/sending.ts'
import { number, phoneNumberId } from './example.ts'

const place = { stackName: 'Toy', region: 'eu-west-3', accountId: '000000000000', endpoint: 'http://127.0.0.1' }
const [id, other] = [phoneNumberId, 'phone-number-id-other']
const to = '+33612345678'
const day = 24 * 60 * 60 * 1000

test('a sender gets what is sent for 24 hours after a message, and only from the number that received it', async () => {
  const account = createBusinessAccount(
    [id, other].map((phoneNumberId) => ({ address: phoneNumberId, number, phoneNumberId })),
    place,
  )
  let now = Date.UTC(2026, 10, 24, 20)
  const conversations = createConversations(() => now)
  const told: string[] = []
  const publish = async (_: unknown, change: object) => void told.push(JSON.stringify(change))
  const send = createSending({ account, conversations, unreachable: [], phones: createPhones(), publish })
  const ends = async (originationPhoneNumberId: string): Promise<string> => {
    told.length = 0
    const meta = { messaging_product: 'whatsapp', to, type: 'text', text: { body: 'Bonjour' } }
    const message = Buffer.from(JSON.stringify(meta)).toString('base64')
    send({ originationPhoneNumberId, message, metaApiVersion: 'v25.0' })
    return vi.waitFor(() => /"delivered"|"code":131047/.exec(told.join())?.[0] ?? expect.fail())
  }
  const [delivered, tooLate] = ['"delivered"', '"code":131047']
  expect(await ends(id)).toBe(tooLate)
  conversations.hear(personOf(to), account.numbers[0] ?? expect.fail())
  now += day
  expect([await ends(id), await ends(other)]).toEqual([delivered, tooLate])
  now += 1000
  expect(await ends(id)).toBe(tooLate)
})
