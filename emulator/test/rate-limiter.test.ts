import { describe, expect, it } from 'vitest'

import { jsonAnswer } from '../endpoint/answers.ts'
import type { Call } from '../endpoint/call.ts'
import { limitRates, quotaOf, type Rates } from '../endpoint/rate-limiter.ts'

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
  it.each<[string, Rates, readonly number[], readonly number[]]>([
    [
      'with one request a second accepts one, and the next a second later',
      { SendTextMessage: quotaOf(1) },
      [5000, 5000, 5999, 6000, 6001, 7000],
      [200, 400, 400, 200, 400, 200],
    ],
    ['saves no requests for later', { SendTextMessage: quotaOf(1) }, [0, 60_000, 60_000], [200, 200, 400]],
    [
      'accepts as many at once as its burst, which fills again at the rate',
      { SendTextMessage: { perSecond: 2, burst: 3 } },
      [0, 0, 0, 0, 500, 500, 2000, 2000, 2000, 2000],
      [...[200, 200, 200, 400], ...[200, 400], ...[200, 200, 200, 400]],
    ],
  ])('%s', async (_, rates, times, answered) => {
    expect(await statuses(rates, times)).toEqual(answered)
  })

  it('takes nothing from another action', async () => {
    const rates = { SendTextMessage: quotaOf(1), UpdatePhoneNumber: quotaOf(1) }
    const inTurn = (i: number) => ['SendTextMessage', 'UpdatePhoneNumber', 'ListTagsForResource'][i % 3] ?? ''
    expect(await statuses(rates, [0, 0, 0, 0, 0, 0], inTurn)).toEqual([200, 200, 200, 400, 400, 200])
  })
})
