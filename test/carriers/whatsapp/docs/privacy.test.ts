import { expect, test } from 'vitest'

import { createClaimStore } from '../../../../shared/stores/dynamodb/claim-store.ts'
import { expiryIn, noon, statedIn } from '../../../docs/retention.ts'

test.each(['privacy.md', 'privacy.fr.md'])('%s states how long AWS’s id of a reply is kept', async (page) => {
  const days = await expiryIn((table) => createClaimStore(table).noteMessageId('id', 'text', noon))
  expect(statedIn(page, 'carriers')).toMatchObject({ 'message#…': days })
})
