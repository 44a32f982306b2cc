import { expect, it } from 'vitest'
import { createJournal, type LogLine, type PhoneText } from '../../../emulator/index.ts'
import { phoneOffline } from '../../../shared/rules/carriers.ts'
import { createSending } from '../../server/sending.ts'

const at = '2026-11-24T20:31:07.123Z'

it('A line counts as refused from a line of the log that says so until one of its replies is sent', () => {
  const [texts, logs] = [createJournal<PhoneText>(), createJournal<LogLine>()]
  const lines = { a: '+32460000000', b: '+33939000000', c: '+32460000000' }
  for (const [id, to] of Object.entries(lines))
    texts.append({ id, direction: 'inbound', from: '+33612345678', to, text: 'Salut', at })
  const log = (line: object) => logs.append({ at, functionName: 'toy', line: JSON.stringify(line) })
  const cloud = { texts, logs, isPaused: () => false }
  const sending = createSending(cloud, 'toy')
  log({ message: 'reply refused', inboundId: 'a', budget: 'default', reason: 'PRICE_OVER_THRESHOLD' })
  log({ message: 'reply throttled', inboundId: 'a', budget: 'default', reason: 'ThrottlingException' })
  expect(sending().refused).toEqual([])
  log({ message: 'line refused', inboundId: 'a', budget: 'default', reason: 'NO_ANSWER' })
  log({ message: phoneOffline.event, inboundId: 'b', budget: 'default', reason: phoneOffline.reason })
  expect(sending().refused).toEqual([
    { line: lines.a, reason: 'NO_ANSWER' },
    { line: lines.b, reason: phoneOffline.reason },
  ])
  log({ message: 'reply settled', inboundId: 'b', outcome: 'expired' })
  log({ message: 'reply settled', inboundId: 'c', outcome: 'sent' })
  expect(sending().refused).toEqual([{ line: lines.b, reason: phoneOffline.reason }])
})
