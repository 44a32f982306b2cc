import parsePhoneNumber from 'libphonenumber-js/mobile'
import { describe, expect, it, vi } from 'vitest'
import { type Call, createFaults, createJournal, type IncomingText, type LogLine } from '../../../emulator/index.ts'
import { localCarriers } from '../../../local/number.ts'
import type { ExperimentKind } from '../../client/protocol.ts'
import { createExperiments } from '../../experiments/experiments.ts'
import { createSenders } from '../../experiments/senders.ts'
import { refusalsOf } from '../../server/carrier.ts'

describe('A siege', () => {
  it('sends its texts from few numbers, and counts their decisions and their cost', async () => {
    const { experiments, received, ends } = setUp()
    expect(experiments.start('siege-few')).toMatchObject({ kind: 'siege-few', state: 'running', total: 120 })
    await ends('done')
    expect(new Set(received.map(({ from }) => from)).size).toBe(40)
    const [result] = experiments.progress.entries()
    expect(result).toMatchObject({ sent: 120, decided: 120, repliesBooked: 40, silenced: { 'answered-recently': 80 } })
    expect(result?.costUsd).toBeCloseTo(4)
    expect(result?.unprotectedUsd).toBeCloseTo(12)
  })

  it('can come from as many numbers as it has texts, which get no phones on the page', async () => {
    const { experiments, received, ends } = setUp()
    experiments.start('siege-many')
    await ends('done')
    expect(new Set(received.map(({ from }) => from)).size).toBe(120)
    expect(received.every(({ from }) => experiments.isBesieger(from))).toBe(true)
  })

  it('ends when its last texts wait for room, and counts them again once they are decided', async () => {
    const { experiments, received, book, ends } = setUp(120, 30)
    experiments.start('siege-many')
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
    experiments.start('siege-many')
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

  it('excludes other texts until it ends, while trouble can be made', async () => {
    const { experiments, hold, ends } = setUp(8)
    const release = hold()
    experiments.start('siege-few')
    expect(experiments.start('siege-many')).toBe('busy')
    expect(experiments.start('harasser')).toBe('busy')
    expect(experiments.start('pause')).toMatchObject({ kind: 'siege-few', state: 'running' })
    release()
    await ends('done')
    expect(experiments.start('siege-many')).toMatchObject({ kind: 'siege-many' })
  })
})

describe('Testers', () => {
  it('are ten, and get phones on the page', async () => {
    const { experiments, received } = setUp()
    experiments.start('testers')
    await vi.waitFor(() => expect(received.length).toBeGreaterThan(1), patience)
    expect(experiments.progress.entries()[0]).toMatchObject({ kind: 'testers', total: 10 })
    expect(experiments.isBesieger(received[0]?.from ?? '')).toBe(false)
    experiments.stop()
  })
})

describe('The sending of replies', () => {
  it.each<[ExperimentKind, number, readonly number[]]>([
    ['throttle', 20_000, [400, 429]],
    ['refuse', 15 * 60_000, [400, 403]],
  ])('can meet trouble for a while: %s', async (kind, lastsMs, statuses) => {
    vi.useFakeTimers()
    const { experiments, faults } = setUp()
    const answerTo = async (asked: Pick<Call, 'service' | 'action'>) => {
      const answer = await faults.answer({ ...hide, ...asked }, async () => ({ status: 200, headers: {}, body: '' }))
      return typeof answer === 'object' && answer.status
    }
    const answers = () => Promise.all(throttled.map(answerTo))
    experiments.start(kind)
    expect(experiments.isThrottled()).toBe(kind === 'throttle')
    for (const status of await answers()) expect(statuses).toContain(status)
    vi.advanceTimersByTime(lastsMs)
    for (const status of await answers()) expect(status).toBe(200)
    expect(experiments.isThrottled()).toBe(false)
    vi.useRealTimers()
  })
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

const throttled = Object.values(localCarriers).map(({ throttled }) => throttled)

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
      pause: async () => {},
      resume: () => {},
    },
    receiveSms: 'receive-sms',
    sendReply: 'send-reply',
    line: '+32460000000',
    senders: createSenders(['FR']),
    throttled,
    refused: refusalsOf(localCarriers),
    replyPriceUsd: 0.1,
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
