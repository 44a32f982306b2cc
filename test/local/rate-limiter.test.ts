import { describe, expect, it } from 'vitest'

import { jsonAnswer } from '../../local/endpoint/answers.ts'
import type { Call } from '../../local/endpoint/call.ts'
import { limitRates, quotaOf, type Rates } from '../../local/rate-limiter.ts'

const refusal = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 }

/** Calls a handler with these rates at these times, in milliseconds, and returns the status of each answer. */
const statuses = async (rates: Rates, times: readonly number[], action = (_: number) => 'SendTextMessage') => {
  let [time, handled] = [0, 0]
  const handler = () => {
    handled++
    return jsonAnswer(200, {})
  }
  const limited = limitRates(handler, rates, refusal, () => time)
  const answered: number[] = []
  for (const [i, at] of times.entries()) {
    time = at
    const parts = { service: 'sms-voice', parameters: {}, headers: {}, body: '' } as const
    const call: Call = { ...parts, action: action(i), caller: { kind: 'owner' } }
    answered.push((await limited(call)).status)
  }
  expect(handled).toBe(answered.filter((status) => status === 200).length)
  return answered
}

describe('A limited action', () => {
  it('with one request a second accepts one, and the next a second later', async () => {
    const rates = { SendTextMessage: quotaOf(1) }
    expect(await statuses(rates, [5000, 5000, 5999, 6000, 6001, 7000])).toEqual([200, 400, 400, 200, 400, 200])
  })

  it('saves no requests for later', async () => {
    expect(await statuses({ SendTextMessage: quotaOf(1) }, [0, 60_000, 60_000])).toEqual([200, 200, 400])
  })

  it('accepts as many at once as its burst, which fills again at the rate', async () => {
    const rates = { SendTextMessage: { perSecond: 2, burst: 3 } }
    expect(await statuses(rates, [0, 0, 0, 0, 500, 500, 2000, 2000, 2000, 2000])).toEqual([
      ...[200, 200, 200, 400],
      ...[200, 400],
      ...[200, 200, 200, 400],
    ])
  })

  it('does not wait longer because requests were refused', async () => {
    const often = Array.from({ length: 11 }, (_, i) => i * 100)
    expect((await statuses({ SendTextMessage: quotaOf(1) }, often)).at(-1)).toBe(200)
  })

  it('takes nothing from another action', async () => {
    const rates = { SendTextMessage: quotaOf(1), UpdatePhoneNumber: quotaOf(1) }
    const inTurn = (i: number) => ['SendTextMessage', 'UpdatePhoneNumber', 'ListTagsForResource'][i % 3] ?? ''
    expect(await statuses(rates, [0, 0, 0, 0, 0, 0], inTurn)).toEqual([200, 200, 200, 400, 400, 200])
  })
})
