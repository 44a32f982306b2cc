import { randomUUID } from 'node:crypto'
import { afterAll, expect, onTestFinished, test } from 'vitest'

import { errorAnswer } from '../../emulator/index.ts'
import { cancel } from '../../ops/pending.ts'
import { day, minute, second } from '../../shared/rules/timing.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import type { DynamoTable, Item } from '../../shared/stores/dynamodb/table.ts'
import { createVirtualNumber } from '../functions/virtual-number.ts'
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

test('a reply that is refused while it is being cancelled is dropped, and counted as cancelled', async () => {
  const number = createVirtualNumber()
  const reply = { senderKey: '', inboundId: number.text('+33612345678') }
  await number.pass(minute)
  const { claims, clock } = number
  let cancelled: ReturnType<typeof cancel> | undefined
  const refused = Promise.withResolvers<void>()
  number.carrierAnswers.push({ kind: 'retryable', reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' })
  number.hooks.whenSending = async () => {
    cancelled ??= cancel({ claims, now: () => clock.now, wait: () => refused.promise, newToken: randomUUID }, [reply])
  }
  while (number.attempts.length === 0) await number.pass(second)
  refused.resolve()
  expect(await cancelled).toEqual([reply])
  await number.pass(day)
  expect(number.phones).toEqual([])
  expect(number.count('RepliesCancelled')).toBe(1)
})

test('a reply whose claim is released in the middle of the cancellation is cancelled too', async () => {
  const answers = [false, true]
  const table: Pick<DynamoTable, 'put' | 'get'> = {
    put: async () => answers.shift() ?? false,
    get: async (): Promise<Item | undefined> => undefined,
  }
  const claims = createClaimStore(table as DynamoTable)
  const reply = { senderKey: '', inboundId: 'a' }
  expect(await cancel({ claims, now: () => 0, wait: async () => {}, newToken: randomUUID }, [reply])).toEqual([reply])
})
