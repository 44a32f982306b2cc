import { describe, expect, test } from 'vitest'

import { line, otherOvhLine, serviceName } from './example.ts'
import { setUp } from './polled.ts'

const from = (first: number, n: number): readonly number[] => Array.from({ length: n }, (_, i) => first + i)

/** What OVHcloud may be asked for in a minute. */
const usual = { requestsPerMinute: 60 }

type Polled = Awaited<ReturnType<typeof setUp>>

/** Makes OVHcloud delete none of these, and say that they are not there. Returns a function that mends it. */
const keep = ({ ovh }: Polled, isKept: (id: number) => boolean = () => true): (() => void) => {
  const texts = ovh.account.incomingOf(line)
  if (texts === undefined) throw new Error('The account lacks its line')
  texts.delete = (id) => !isKept(id) && Map.prototype.delete.call(texts, id)
  return () => {
    texts.delete = Map.prototype.delete
  }
}

const idsOf = ({ published }: Polled): readonly number[] => published.map((text) => Number(text.inboundMessageId))

/** Lets a text arrive in each of so many minutes. Returns those that were not published in their minute. */
const late = async (number: Polled, minutes: number): Promise<readonly string[]> => {
  const missed: string[] = []
  for (let i = 0; i < minutes; i++) {
    const id = await number.text('+33698765432')
    await number.poll()
    if (!number.published.some(({ inboundMessageId }) => inboundMessageId === id)) missed.push(id)
  }
  return missed
}

const once = (ids: readonly number[]): boolean => new Set(ids).size === ids.length

describe('beside what waits at OVHcloud', () => {
  test('150,000 texts at once: the newest are published first, and so is one that comes later', async () => {
    const number = await setUp(usual)
    number.pileUp(from(1, 150_000))
    await number.poll()
    expect(number.counted.get('TextsFailed')).toBeUndefined()
    expect(Math.min(...idsOf(number))).toBeGreaterThan(149_900)
    expect(await late(number, 3)).toEqual([])
  })

  test('texts that can not be deleted: each new one is published in its minute, once', async () => {
    const number = await setUp(usual)
    keep(number)
    expect(await late(number, 120)).toEqual([])
    expect(once(idsOf(number))).toBe(true)
  })

  test('texts that can not be read or do not arrive in time: each new one is published in its minute', async () => {
    const number = await setUp(usual, 1000)
    number.pileUp(from(1, 100), { message: null })
    const isSlow = (id: unknown) => Number(id) > 200 && Number(id) <= 208
    number.ovh.faults.add({
      service: 'ovh',
      action: 'GetIncoming',
      when: ({ parameters }) => isSlow(parameters['id']),
      effect: 'hang',
      times: 8,
    })
    number.pileUp(from(200, 100))
    expect(await late(number, 10)).toEqual([])
    await number.poll(20)
    expect(idsOf(number).filter(isSlow)).toHaveLength(8)
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
  const number = await setUp({ requestsPerMinute: 60, creditsLeft: 1000 })
  number.pileUp(from(1, 500))
  const asked: string[] = []
  number.ovh.calls.subscribe(({ action }) => asked.push(action))
  for (let i = 0; i < 5; i++) {
    asked.length = 0
    await number.poll()
    expect(asked.length).toBeLessThanOrEqual(50)
  }
})

describe('a text that can not be read', () => {
  test('is counted once as malformed, named in the log, and kept at OVHcloud', async () => {
    const number = await setUp()
    number.pileUp([7], { message: null })
    await number.text('+33698765432')
    await number.poll(5)
    expect(number.published).toHaveLength(1)
    expect(number.kept()).toBe(1)
    expect(number.counted.get('TextsSilenced.malformed')).toBe(1)
    expect(number.counted.get('TextsFailed')).toBeUndefined()
    expect(number.logged).toEqual([{ event: 'text unreadable', fields: { inboundId: '7' } }])
  })

  test('is published when it can be, as after a deployment that reads more', async () => {
    const number = await setUp()
    number.pileUp([7], { message: null })
    await number.poll(3)
    number.pileUp([7])
    await number.poll()
    expect(idsOf(number)).toEqual([7])
    expect(number.kept()).toBe(0)
  })
})

describe('a text that OVHcloud keeps', () => {
  test('is published once, even if OVHcloud says that it is not there', async () => {
    const number = await setUp()
    keep(number)
    await number.text('+33698765432')
    await number.poll(5)
    expect(number.published).toHaveLength(1)
  })

  test('among very many is published once, and all are deleted when they can be', async () => {
    const number = await setUp()
    const mend = keep(number)
    number.pileUp(from(1, 60))
    await number.poll(20)
    mend()
    await number.poll(10)
    expect(idsOf(number).toSorted((a, b) => a - b)).toEqual(from(1, 60))
    expect(number.kept()).toBe(0)
  })

  test('is forgotten when it is not listed any more, so that polls remember nothing in the end', async () => {
    const number = await setUp()
    const before = await number.memory()
    number.ovh.faults.add({ service: 'ovh', action: 'DeleteIncoming', effect: 'lose-answer', times: 1 })
    await number.text('+33698765432')
    await number.poll()
    expect(await number.memory()).not.toEqual({ ...before, readings: expect.anything() })
    await number.poll()
    expect(await number.memory()).toEqual({ ...before, readings: expect.anything() })
  })

  test('is not forgotten while the list can not be read', async () => {
    const number = await setUp()
    const mend = keep(number)
    await number.text('+33698765432')
    await number.poll()
    number.ovh.faults.add({ service: 'ovh', action: 'ListIncoming', effect: 'fail', times: 4 })
    await number.poll(3)
    mend()
    await number.poll()
    expect(number.published).toHaveLength(1)
    expect(number.kept()).toBe(0)
  })

  test('of one line is not forgotten while only the list of another can be read', async () => {
    const number = await setUp()
    keep(number)
    await number.text('+33698765432')
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

test('what an earlier version remembers does no harm', async () => {
  const number = await setUp()
  const memory = JSON.stringify({ published: [7], readings: [{ at: number.clock.now, left: 5000 }] })
  await number.table.put({ pk: { S: `ovh#${serviceName}` }, memory: { S: memory } }, {})
  number.pileUp([7, 8])
  await number.poll(2)
  expect(idsOf(number)).toContain(8)
  expect(number.kept()).toBe(0)
  expect((await number.memory()).readings).toHaveLength(1)
})
