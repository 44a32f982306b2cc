import { afterAll, expect, onTestFinished, test } from 'vitest'

import { errorAnswer } from '../../emulator/index.ts'
import { startOperated } from './operated-number.ts'

const number = await startOperated()
afterAll(number.stop)

test('pause stops sending while nothing can be read, says so at once, and later what it could not read', async () => {
  const stuck = await startOperated()
  onTestFinished(stuck.stop)
  const { cloud, ops, sendReply } = stuck
  const told = Promise.withResolvers<void>()
  for (const [service, action] of [
    ['lambda', 'GetEventSourceMapping'],
    ['dynamodb', 'GetItem'],
    ['dynamodb', 'BatchGetItem'],
    ['sqs', 'GetQueueAttributes'],
  ] as const)
    cloud.answerFor(`${service}:${action}`, async () => {
      await told.promise
      return errorAnswer(service, { code: 'AccessDeniedException', message: 'No.', status: 400 })
    })
  const heard: string[] = []
  const { exitCode, out } = await ops(['pause', '--yes'], {
    hear: (sentence) => {
      heard.push(`${sentence} ${cloud.isPaused(sendReply)}`)
      told.resolve()
    },
  })
  expect(heard).toEqual(['Paused, within a minute. true'])
  expect(out).toMatch(/^What waits could not be read: You may not do [^\n]+\n$/)
  expect(exitCode).toBe(0)
})

test('pause is no failure if somebody is pausing at the same moment', async () => {
  const { cloud, ops } = number
  await ops(['pause', '--yes'])
  const effect = { error: 'ResourceInUseException', status: 400 }
  const settle = cloud.faults.add({ service: 'lambda', action: 'UpdateEventSourceMapping', effect })
  onTestFinished(settle)
  expect((await ops(['pause', '--yes'])).exitCode).toBe(0)
  settle()
  await ops(['resume', '--yes'])
  cloud.faults.add({ service: 'lambda', action: 'UpdateEventSourceMapping', effect, times: 1 })
  const { exitCode, err } = await ops(['pause', '--yes'])
  expect(err).toMatch(/^It is just being changed: try again in a minute\.$/m)
  expect(exitCode).toBe(1)
})
