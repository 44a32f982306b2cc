import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'

import { cancel } from '../../ops/pending.ts'
import { day, minute, second } from '../../shared/rules/timing.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import type { DynamoTable, Item } from '../../shared/stores/dynamodb/table.ts'
import { createVirtualNumber } from '../functions/virtual-number.ts'

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
