import parsePhoneNumber from 'libphonenumber-js/mobile'
import { describe, expect, it, vi } from 'vitest'
import { type Call, createFaults, createJournal, type IncomingText, type LogLine } from '../../../emulator/index.ts'
import { localCarriers } from '../../../local/number.ts'
import { createExperiments } from '../../experiments/experiments.ts'
import { createSenders } from '../../experiments/senders.ts'

describe('A siege', () => {
  it('comes from as many numbers as it has texts, which get no phones on the page, and counts what it costs', async () => {
    const { experiments, received, ends } = setUp()
    expect(experiments.start('siege')).toMatchObject({ kind: 'siege', state: 'running', total: 120 })
    await ends('done')
    expect(new Set(received.map(({ from }) => from)).size).toBe(120)
    expect(received.every(({ from }) => experiments.isBesieger(from))).toBe(true)
    const [result] = experiments.progress.entries()
    expect(result).toMatchObject({ sent: 120, decided: 120, repliesBooked: 120, silenced: {} })
    expect(result?.costUsd).toBeCloseTo(12)
    expect(result?.receivedUsd).toBeCloseTo(0.9)
  })

  it('ends when its last texts wait for room, and counts them again once they are decided', async () => {
    const { experiments, received, book, ends } = setUp(120, 30)
    experiments.start('siege')
    await ends('done')
    const found = () => experiments.progress.entries()[0]
    expect(found()).toMatchObject({ sent: 120, decided: 30, waiting: 90, repliesBooked: 30, silenced: {} })
    book(received.at(-1)?.id)
    await vi.waitFor(() => expect(found()).toMatchObject({ state: 'done', decided: 31, waiting: 89 }), patience)
  })

  it('shows when its texts arrived and its replies were sent, in periods that get longer', async () => {
    vi.useFakeTimers()
    const { experiments, received, send, hold } = setUp(40)
    const release = hold()
    const timeline = () => experiments.progress.entries()[0]?.timeline
    experiments.start('siege')
    await vi.advanceTimersByTimeAsync(1000)
    release()
    await vi.advanceTimersByTimeAsync(1000)
    expect(timeline()?.periodMs).toBe(250)
    expect(timeline()?.arrived.slice(3, 6)).toEqual([0, 40, 0])
    await vi.advanceTimersByTimeAsync(18_000)
    for (const id of [received[0]?.id, received[0]?.id, 'of a phone']) send(id)
    await vi.advanceTimersByTimeAsync(1000)
    expect(timeline()?.periodMs).toBe(500)
    expect(timeline()?.arrived.indexOf(40)).toBe(2)
    expect(timeline()?.sent.indexOf(1)).toBe(40)
    expect(experiments.progress.entries()[0]).toMatchObject({ repliesBooked: 40, repliesSent: 1 })
    await vi.advanceTimersByTimeAsync(3_600_000)
    send(received[1]?.id)
    await vi.advanceTimersByTimeAsync(1000)
    // A later reply counts, but would squeeze what happened first.
    expect(timeline()?.periodMs).toBe(500)
    expect(experiments.progress.entries()[0]?.repliesSent).toBe(2)
    vi.useRealTimers()
  })

  it('excludes other texts until it ends, while a carrier can refuse its lines', async () => {
    const { experiments, hold, ends } = setUp(8)
    const release = hold()
    experiments.start('siege')
    expect(experiments.start('siege')).toBe('busy')
    expect(experiments.start('harasser')).toBe('busy')
    expect(experiments.start('refuse')).toMatchObject({ kind: 'siege', state: 'running' })
    release()
    await ends('done')
    expect(experiments.start('siege')).toMatchObject({ kind: 'siege' })
  })
})

describe('A harasser', () => {
  it('writes again and again, from a phone on the page', async () => {
    const { experiments, received } = setUp()
    experiments.start('harasser')
    await vi.waitFor(() => expect(received.length).toBeGreaterThan(2), patience)
    experiments.stop()
    expect(new Set(received.map(({ from }) => from)).size).toBe(1)
    const silenced = { 'answered-recently': received.length - 1 }
    await vi.waitFor(() => expect(experiments.progress.entries()[0]).toMatchObject({ total: 25, silenced }), patience)
    expect(experiments.isBesieger(received[0]?.from ?? '')).toBe(false)
  })
})

it('Every carrier refuses its lines for a quarter of an hour', async () => {
  vi.useFakeTimers()
  const { experiments, faults } = setUp()
  const answerTo = async (asked: Pick<Call, 'service' | 'action'>) => {
    const answer = await faults.answer({ ...hide, ...asked }, async () => ({ status: 200, headers: {}, body: '' }))
    return typeof answer === 'object' && answer.status
  }
  experiments.start('refuse')
  for (const status of await Promise.all(refused.map(answerTo))) expect([400, 403]).toContain(status)
  vi.advanceTimersByTime(15 * 60_000)
  for (const status of await Promise.all(refused.map(answerTo))) expect(status).toBe(200)
  vi.useRealTimers()
})

const countryOf = (number: string): string | undefined => {
  const parsed = parsePhoneNumber(number)
  return parsed?.isValid() === true && parsed.number === number ? parsed.country : undefined
}

describe('Made-up senders', () => {
  it('are mobile numbers of the configured countries, in turn', () => {
    const { examples } = createSenders(['FR', 'BE', 'CH', 'LU'])
    expect(examples.map(countryOf)).toStrictEqual(['FR', 'BE', 'CH', 'LU', 'FR', 'BE', 'CH', 'LU'])
  })

  it('are all different from each other and from the examples, and far apart', () => {
    const { examples, next } = createSenders(['FR'])
    const numbers = Array.from({ length: 500 }, next)
    expect(new Set([...examples, ...numbers]).size).toBe(508)
    expect(new Set(numbers.map((number) => number.slice(0, -4))).size).toBeGreaterThan(300)
    expect(numbers.filter((number) => countryOf(number) !== 'FR')).toStrictEqual([])
  })
})

/** Waiting takes this long only on a busy machine. */
const patience = { timeout: 60_000 }

const refused = Object.values(localCarriers).map(({ refused }) => refused)

const at = '2026-11-24T20:31:07.123Z'

/** How receive-sms lets a text wait for room. */
const hide = {
  service: 'sqs',
  action: 'ChangeMessageVisibility',
  parameters: {},
  caller: { kind: 'function', functionName: 'receive-sms', roleArn: '' },
  headers: {},
  body: '',
} as const

/** Experiments on a number with room for so many senders, of whom it answers the first text. `hold` stops it. */
const setUp = (siegeTexts = 120, room = Number.POSITIVE_INFINITY) => {
  const [logs, calls] = [createJournal<LogLine>(0), createJournal<Call>(0)]
  const log = (line: object) => logs.append({ at, functionName: 'receive-sms', line: JSON.stringify(line) })
  const received: IncomingText[] = []
  let [gate, ids, replies] = [Promise.resolve(), 0, 0]
  const book = (id = ''): void => log({ message: 'reply booked', inboundId: id, dueAt: at })
  const send = (id = ''): void => log({ message: 'reply settled', inboundId: id, outcome: 'sent' })
  const decide = ({ id, from }: IncomingText): void => {
    const first = received.filter((other) => other.from === from).length === 1
    if (first && replies++ < room) book(id)
    else if (first) calls.append(hide)
    else log({ message: 'texts silenced', silenced: { 'answered-recently': [id] } })
  }
  const faults = createFaults()
  const experiments = createExperiments({
    cloud: {
      newId: () => `inbound-${ids++}`,
      receiveText: async (text) => {
        received.push(text)
        await gate
        decide(text)
        return text.id ?? ''
      },
      logs,
      calls,
      faults,
    },
    receiveSms: 'receive-sms',
    line: '+32460000000',
    senders: createSenders(['FR']),
    refused,
    replyPriceUsd: 0.1,
    receivedPriceUsd: 0.0075,
    siegeTexts,
  })
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    return resolve
  }
  const ends = (state: string) =>
    vi.waitFor(() => expect(experiments.progress.entries()[0]?.state).toBe(state), patience)
  return { experiments, received, book, send, hold, ends, faults }
}
