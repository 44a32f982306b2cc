import { afterAll, describe, expect, test } from 'vitest'
import { testAnswers } from '../../../test/e2e/answers.ts'
import { testCrashes } from '../../../test/e2e/crashes.ts'
import { startNumber, until } from '../../../test/e2e/running-number.ts'
import { inboundExamples } from '../../test/examples.ts'
import { createEvent, postEvent, tokenFor } from '../stand-in/webhook.ts'
import { tested } from './example.ts'

describe('a number answers', () => testAnswers(tested))

describe('a number survives', () => testCrashes(tested, 'own'))

describe('a number', async () => {
  // A process may take seconds for a reply on a busy machine, and one that is ended leaves it uncertain.
  const number = await startNumber(10, tested)
  afterAll(number.stop)

  test('lets replies wait while the phone is off, and sends them once when it is back', async () => {
    const { cloud } = number
    const phone = cloud.phoneOf(tested.line)
    const [sender, id] = ['+33613004321', 'while-the-phone-is-off']
    await phone?.switchOff?.()
    const { webhookKey, userId } = JSON.parse(cloud.stack.secrets.read(cloud.outputs['HttpSmsSecretArn'] ?? ''))
    const url = cloud.outputs['HttpSmsWebhookUrl'] ?? ''
    const token = await tokenFor({ url, signing_key: webhookKey, user_id: userId }, Date.now())
    const type = 'message.phone.received'
    const timestamp = new Date().toISOString()
    const data = { ...inboundExamples('httpsms')[type]?.payload, message_id: id, contact: sender, timestamp }
    expect(await postEvent(createEvent(type, '/v1/messages/receive', data, Date.now()), url, token)).toBe(204)
    await until('the decision', () => number.decisions(id).includes('reply'))
    await until('a reply that waits', async () => {
      await number.tryHidden()
      // The first count is the report about the phone, the others are replies that had to wait.
      return number.count('PhoneOffline') > 2
    })
    expect(number.refusals.at(-1)).toBe('PHONE_OFFLINE')
    expect(number.repliesTo(sender)).toEqual([])
    await phone?.switchOn?.()
    expect(await number.settledByRetries(id)).toEqual(['sent'])
    await until('the reply', () => number.repliesTo(sender).length > 0)
    expect(number.repliesTo(sender)).toHaveLength(1)
  })
})
