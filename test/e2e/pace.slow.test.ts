import { expect, onTestFinished, test } from 'vitest'
import { second } from '../../shared/rules/timing.ts'
import { startNumber, unbesieged, until } from './running-number.ts'

test('thirty replies that waited are sent once each, no faster than settings say', async () => {
  const number = await startNumber(60, { settings: unbesieged('local'), repliesPerSecond: 5 })
  onTestFinished(number.stop)
  const { cloud, sendReply } = number
  const asked: number[] = []
  cloud.calls.subscribe(({ action }) => {
    if (action === 'SendTextMessage') asked.push(Date.now())
  })
  await cloud.pause(sendReply)
  const senders = Array.from({ length: 30 }, (_, i) => `+3247${200 + i}4321`)
  const ids = await Promise.all(senders.map((sender) => number.text(sender)))
  await until('all decisions', () => ids.every((id) => number.decisions(id).length > 0))
  cloud.resume(sendReply)
  await until('all outcomes', () => ids.every((id) => number.outcomes(id).length > 0))
  expect(ids.flatMap(number.outcomes)).toEqual(ids.map(() => 'sent'))
  expect(senders.map((sender) => number.repliesTo(sender).length)).toEqual(senders.map(() => 1))
  const inASecond = asked.map((at) => asked.filter((other) => other >= at && other < at + second).length)
  // Each of the two processes may begin its second with a request.
  expect(Math.max(...inASecond)).toBeLessThanOrEqual(6)
})
