import { expect, onTestFinished, test } from 'vitest'
import type { Deployment } from '../../ops/deployment.ts'
import { cancel, findPending, readCancellations } from '../../ops/pending.ts'
import { unknownSender } from '../../shared/rules/sender-record.ts'
import { minute } from '../../shared/rules/timing.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { openTable, startDynalite } from '../shared/stores/dynamo-tables.ts'

const now = Date.UTC(2026, 10, 24, 12)

test('cancel-pending drops replies that wait or are being sent, and not those whose end is known or lost', async () => {
  const { client, table, close } = await openTable(await startDynalite())
  onTestFinished(close)
  const claims = createClaimStore(table)
  const ids = ['waits', 'is being sent', 'is lost', 'was sent', 'is of later']
  const promised = ids.map((id) => [id, { at: now - (id === 'is of later' ? 0 : minute), dueAt: now }] as const)
  await createSenderStore(table).save('a key', { ...unknownSender, replies: new Map(promised) }, 0, now)
  await claims.claim('is being sent', { token: 'a', claimedAt: now - 1000 })
  await claims.claim('is lost', { token: 'b', claimedAt: now - minute })
  await claims.claim('was sent', { token: 'c', claimedAt: now - 1000, outcome: 'sent' })
  const deployment = { aws: { dynamodb: client }, outputs: { TableName: 'state' }, now: () => now }
  const stage = deployment as unknown as Deployment
  const pending = await findPending(stage, now - minute, now)
  expect(pending.map(({ inboundId }) => inboundId)).toEqual(['waits', 'is being sent'])
  expect(await cancel(stage, pending, { after: now - minute, before: now })).toEqual({ cancelled: 2 })
  expect(await readCancellations(stage)).toMatchObject([{ replies: 2, decidedAt: now }])
})
