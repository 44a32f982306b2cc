import { expect, it } from 'vitest'

import { setUp, stage } from '../../../../page/test/server/site.ts'
import { line } from '../line.ts'

it('calls a SIM line and returns an inbound id', async () => {
  const { post, called } = setUp({
    ...stage,
    lines: [...stage.lines, { number: line, carrier: 'sim' }],
  })
  const call = { from: '+33612345678', to: line }
  expect(await post(JSON.stringify(call), {}, '/api/calls')).toStrictEqual({ status: 202, body: { id: 'inbound-2' } })
  expect(called).toStrictEqual([call])
})
