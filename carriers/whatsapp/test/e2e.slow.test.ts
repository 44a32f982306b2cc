import { afterAll, describe, expect, test } from 'vitest'
import { placed } from '../../../emulator/index.ts'
import { readSettings } from '../../../settings/read.ts'
import { metricNames } from '../../../shared/rules/telemetry.ts'
import { testAnswers } from '../../../test/e2e/answers.ts'
import { startNumber, until } from '../../../test/e2e/running-number.ts'
import { whatsAppOptionsOf } from '../local.ts'
import { socialMessaging } from '../stand-in/social-messaging.ts'
import { tested } from './example.ts'

describe('a number answers', () => testAnswers(tested))

describe('a number that has an SMS line, too', async () => {
  const sms = '+32460000000'
  const chat = `whatsapp:${sms}`
  const stage = readSettings('local-whatsapp')
  const settings = { ...stage, lines: stage.lines.map((line) => ({ ...line, number: sms })) }
  const [texts, writes, dropped] = ['+32471300321', '+32471301321', '+32471302321']
  const standIns = [placed(socialMessaging, { ...whatsAppOptionsOf(settings), unreachable: [dropped] })]
  const number = await startNumber(5, { ...tested, line: chat, settings, account: { standIns } })
  afterAll(number.stop)
  const { cloud, settled } = number

  test('answers each message by the line that received it', async () => {
    const write = (from: string, to: string) => cloud.receiveText({ from, to, text: 'Salut' })
    const ids = await Promise.all([write(texts, sms), write(writes, chat)])
    expect(await Promise.all(ids.map(settled))).toEqual([['sent'], ['sent']])
    expect(number.repliesTo(texts)).toMatchObject([{ from: sms, text: expect.stringContaining('harceliez') }])
    expect(number.repliesTo(writes)).toMatchObject([{ from: chat, text: expect.stringContaining('harceliez') }])
    expect(cloud.submitted.entries().map(({ to }) => to)).toEqual([texts])
  })

  test('asks for each line at the beat, side by side, under the policies of the stack', async () => {
    const asked: string[] = []
    const isQuestion = /^(SendTextMessage|GetLinkedWhatsAppBusinessAccountPhoneNumber)$/
    cloud.calls.subscribe(({ action }) => {
      if (isQuestion.test(action)) asked.push(action)
    })
    await cloud.runSchedule(cloud.outputs['BeatScheduleName'] ?? '')
    // Lines that claim at the same moment both find that all have claimed, and count one each.
    await until('both beats', () => number.count(metricNames.heartbeats) >= 1)
    expect(asked.toSorted()).toEqual(['GetLinkedWhatsAppBusinessAccountPhoneNumber', 'SendTextMessage'])
  })

  test('reports a reply that AWS gives up, although that comes without the data that we sent along', async () => {
    const id = await cloud.receiveText({ from: dropped, to: chat, text: 'Salut' })
    expect(await settled(id)).toEqual(['sent'])
    await until('the report', () => number.deliveries(id).length > 0)
    expect(number.deliveries(id)).toEqual(['expired'])
    expect(number.repliesTo(dropped)).toEqual([])
  })
})
