import { afterAll, describe, expect, test } from 'vitest'

import { createEvent, postEvent, tokenFor } from '../../../emulator/index.ts'
import { readSettings } from '../../../settings/read.ts'
import { testAnswers } from '../../e2e/answers.ts'
import { testCrashes } from '../../e2e/crashes.ts'
import { startNumber, until } from '../../e2e/running-number.ts'
import { tested } from './example.ts'

describe('a number answers', () => testAnswers(tested))

describe('a number survives', () => testCrashes(tested, 'own'))

describe('a number with a SIM and an AWS line', async () => {
  const settings = readSettings('local-httpsms')
  const [httpsms, aws] = settings.lines.map(({ number = '' }) => number)
  if (httpsms === undefined || aws === undefined) throw new Error('The stage must have a line of each kind')

  // A process may take seconds for a reply on a busy machine, and one that is ended leaves it uncertain.
  const number = await startNumber(10, tested)
  afterAll(number.stop)
  const { cloud, decided, settled } = number
  const phone = cloud.phoneOf(httpsms)
  if (phone === undefined) throw new Error('The line must have a phone')
  const url = cloud.outputs['HttpSmsWebhookUrl'] ?? ''
  const { webhookKey, userId } = JSON.parse(cloud.stack.secrets.read(cloud.outputs['HttpSmsSecretArn'] ?? ''))
  const addressee = { url, signing_key: webhookKey, user_id: userId }

  let senders = 0
  const stranger = (): string => `+336${String(1300 + senders++)}4321`

  /** The event that httpSMS posts about a text. */
  const textEvent = (from: string, id: string, content = 'On se voit au Perroquet Mauve ?') =>
    createEvent(
      'message.phone.received',
      '/v1/messages/receive',
      {
        message_id: id,
        user_id: userId,
        owner: httpsms,
        encrypted: false,
        contact: from,
        timestamp: new Date().toISOString(),
        content,
        sim: 'SIM1',
        attachments: null,
      },
      Date.now(),
    )

  test('a deployment with a line of each kind sends each reply by the carrier of its line', async () => {
    const [byHttpSms, byAws] = [stranger(), '+32470123456']
    const ids = [await phone.text(byHttpSms, 'Salut'), await cloud.receiveText({ from: byAws, to: aws, text: 'Salut' })]
    expect(await Promise.all(ids.map(settled))).toEqual([['sent'], ['sent']])
    await until('both replies', () => number.repliesTo(byHttpSms).length + number.repliesTo(byAws).length === 2)
    expect(number.repliesTo(byHttpSms)).toMatchObject([{ from: httpsms, text: expect.stringContaining('harcelée') }])
    expect(number.repliesTo(byAws)).toMatchObject([{ from: aws, text: expect.stringContaining('harceliez') }])
    expect(cloud.submitted.entries().map(({ to }) => to)).toEqual([byAws])
  })

  test('a missed call is answered like a text, and the caller gets no second reply', async () => {
    const sender = stranger()
    const call = await phone.call(sender)
    await decided(call, 'reply')
    await decided(await phone.text(sender, 'Allô ?'), 'answered-recently')
    await decided(await phone.call(sender), 'answered-recently')
    expect(await settled(call)).toEqual(['sent'])
    await until('the reply', () => number.repliesTo(sender).length === 1)
  })

  test('replies wait while the phone is off, and are sent once when it is back', async () => {
    const sender = stranger()
    await phone.switchOff?.()
    const kept = await phone.text(sender, 'Salut')
    expect(kept).not.toBe('')
    const id = 'while-the-phone-is-off'
    expect(await postEvent(textEvent(sender, id), url, await tokenFor(addressee, Date.now()))).toBe(204)
    await decided(id, 'reply')
    expect(await number.retry()).toBe('PHONE_OFFLINE')
    // The first count is the report about the phone, the others are replies that had to wait.
    await until('a reply that waits', () => number.count('PhoneOffline') > 2)
    expect(number.repliesTo(sender)).toEqual([])
    await phone.switchOn?.()
    await number.retry()
    expect(await settled(id)).toEqual(['sent'])
    await until('the reply', () => number.repliesTo(sender).length > 0)
    expect(number.repliesTo(sender)).toHaveLength(1)
  })

  describe.concurrent('another number', () => {
    test('while the webhook key is being changed, events signed with either key are accepted', async () => {
      const changing = await startNumber(5, tested)
      const { stack, outputs } = changing.cloud
      const { HttpSmsWebhookUrl: webhookUrl = '', HttpSmsSecretArn: secretArn = '' } = outputs
      const before = JSON.parse(stack.secrets.read(secretArn))
      const after = { ...before, webhookKey: 'n'.repeat(64) }
      stack.secrets.replace(secretArn, JSON.stringify(after))
      const statusBy = async (signing_key: string) => {
        const token = await tokenFor({ url: webhookUrl, signing_key, user_id: userId }, Date.now())
        return postEvent(textEvent(stranger(), `signed-with-${signing_key.slice(0, 8)}`), webhookUrl, token)
      }
      expect(await statusBy(after.webhookKey)).toBe(204)
      expect(await statusBy('another key, as long as you like to make it')).toBe(401)
      // The stand-in for httpSMS still signs with the previous key.
      const id = await changing.text(stranger())
      await until('the decision', () => changing.decisions(id).length > 0)
      await changing.stop()
      expect(changing.decisions(id)).toEqual(['reply'])
    })
  })
})
