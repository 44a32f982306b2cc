import { describe, expect, test } from 'vitest'
import { line, otherOvhLine } from './example.ts'
import { setUp } from './polled.ts'

/** What OVHcloud may be asked for in a minute. */
const usual = { requestsPerMinute: 60 }

/** Lets a text arrive in each of so many minutes. Returns those that were not published in their minute. */
const late = async (number: Awaited<ReturnType<typeof setUp>>, minutes: number): Promise<readonly number[]> => {
  const missed: number[] = []
  for (let i = 0; i < minutes; i++) {
    const id = Number(await number.text('+33698765432'))
    await number.poll()
    if (!number.ids().includes(id)) missed.push(id)
  }
  return missed
}

describe('beside what waits at OVHcloud', () => {
  test('50,000 texts at once: the newest are published first, and so is one that comes later', async () => {
    const number = await setUp(usual)
    number.pileUp(1, 50_000)
    await number.poll()
    expect(number.counted.get('TextsFailed')).toBeUndefined()
    expect(Math.min(...number.ids())).toBeGreaterThan(49_900)
    // Deleting those that are published takes the least of a poll.
    expect(number.ids().length).toBeGreaterThan(30)
    expect(await late(number, 3)).toEqual([])
  })

  test('texts that can not be deleted: each new one is published in its minute, once', async () => {
    const number = await setUp(usual)
    number.keep()
    // More than a poll may ask about.
    expect(await late(number, 51)).toEqual([])
    expect(new Set(number.ids()).size).toBe(51)
  })

  test('texts that can not be read or do not arrive in time: each new one is published in its minute', async () => {
    const number = await setUp(usual, 1000)
    number.pileUp(300, 100, { message: null })
    number.pileUp(200, 100)
    const isSlow = (id: unknown) => Number(id) > 200 && Number(id) <= 208
    const when = ({ parameters }: { readonly parameters: { readonly id?: unknown } }) => isSlow(parameters.id)
    number.ovh.faults.add({ service: 'ovh', action: 'GetIncoming', when, effect: 'hang', times: 8 })
    expect(await late(number, 10)).toEqual([])
    await number.poll(30)
    expect(number.ids().filter(isSlow)).toHaveLength(8)
  })

  test('very many texts: what became of a reply is noted in its minute', async () => {
    const number = await setUp(usual)
    number.pileUp(1, 500)
    await number.reply('beside')
    await number.poll()
    expect(number.reports).toMatchObject([{ inboundId: 'beside' }])
  })

  test('replies that can not be deleted: what became of a later one is noted', async () => {
    const number = await setUp(usual)
    number.ovh.faults.add({ service: 'ovh', action: 'DeleteOutgoing', effect: { error: 'Forbidden', status: 403 } })
    for (let i = 0; i < 50; i++) {
      await number.reply(`early-${i}`)
      if (i % 10 === 9) await number.poll()
    }
    await number.reply('late')
    await number.poll(12)
    expect(number.reports.map(({ inboundId }) => inboundId)).toContain('late')
  })
})

test('a poll leaves requests to replies, which are sent with the same key', async () => {
  const number = await setUp(usual)
  number.pileUp(1, 500)
  let asked = 0
  number.ovh.calls.subscribe(() => asked++)
  for (let i = 0; i < 5; i++) {
    asked = 0
    await number.poll()
    expect(asked).toBeLessThanOrEqual(50)
  }
})

test('a text that can’t be read is malformed once, logged by name, kept, and published once readable', async () => {
  const number = await setUp()
  number.pileUp(7, 1, { message: null })
  number.pileUp(8)
  await number.poll(5)
  expect([number.ids(), number.kept()]).toEqual([[8], 1])
  expect(Object.fromEntries(number.counted)).toEqual({ CreditsLeft: 1000, 'TextsSilenced.malformed': 1 })
  expect(number.logged).toEqual([{ event: 'text unreadable', fields: { inboundId: '7' } }])
  // As after a deployment that reads more.
  number.pileUp(7)
  await number.poll()
  expect([number.ids(), number.kept()]).toEqual([[8, 7], 0])
})

test.each([
  ['answers an error', {}],
  ['answers too much', { message: 'x'.repeat(5_000_000) }],
])('a text to which OVHcloud always %s is malformed in the end, and logged', async (_, incoming) => {
  const number = await setUp()
  number.pileUp(7, 1, incoming)
  number.pileUp(8)
  const when = ({ parameters }: { readonly parameters: { readonly id?: unknown } }) => parameters.id === '7'
  const effect = { error: 'Internal error', status: 500 }
  const mend =
    'message' in incoming
      ? () => number.pileUp(7)
      : number.ovh.faults.add({ service: 'ovh', action: 'GetIncoming', when, effect })
  await number.poll(20)
  expect([number.counted.get('TextsFailed'), number.counted.get('TextsSilenced.malformed')]).toEqual([10, 1])
  expect(number.logged).toHaveLength(11)
  expect(number.logged[0]).toMatchObject({ event: 'text failed', fields: { inboundId: '7' } })
  expect(number.logged[10]).toEqual({ event: 'text unreadable', fields: { inboundId: '7' } })
  mend()
  await number.poll()
  expect([number.ids(), number.kept()]).toEqual([[8, 7], 0])
})

describe('a text that OVHcloud keeps', () => {
  test('is forgotten when it is not listed any more, so that polls remember nothing in the end', async () => {
    const number = await setUp()
    number.ovh.faults.add({ service: 'ovh', action: 'DeleteIncoming', effect: 'lose-answer', times: 1 })
    number.pileUp(7)
    await number.poll()
    expect((await number.memory()).aside.size).toBe(1)
    await number.poll()
    expect((await number.memory()).aside.size).toBe(0)
  })

  test('of one line is not forgotten while only the list of another can be read', async () => {
    const number = await setUp()
    number.keep()
    number.pileUp(7)
    await number.poll()
    const when = ({ parameters }: { readonly parameters: object }) => JSON.stringify(parameters).includes(line.slice(1))
    const mend = number.ovh.faults.add({ service: 'ovh', action: 'ListIncoming', when, effect: 'fail' })
    await number.text('+33698765432', 'Et ici ?', otherOvhLine.number)
    await number.poll(2)
    mend()
    await number.poll(2)
    expect(number.published).toHaveLength(2)
  })
})
