import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Effect } from '../../emulator/index.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { inboundExamples, merged, replyExamples } from './examples.ts'
import { askStandIn, services, startStandIns } from './services.ts'

/** The names and types of all that a value holds. What is null may be anything. */
const shapeOf = (value: unknown): unknown => {
  if (value === null) return expect.anything()
  if (Array.isArray(value)) return 'a list'
  if (typeof value !== 'object') return typeof value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]))
}

const toy = await startStandIns()
afterAll(async () => {
  await toy.stopListening()
  await toy.cloud.stop()
})

const within = { timeout: 60_000, interval: 20 }

describe.each(carrierNames)('what stands in for %s', (name) => {
  const { door, gateway: gatewayTo, standIn } = services[name]
  const { service, action, path, brings } = standIn
  const examples = replyExamples(name)
  const example = examples.reply
  const gateway = (key?: string) =>
    gatewayTo(`${toy.cloud.endpoint}${path}`, { key: key && (toy.cloud.resources[key] ? keyOf(key) : key) })
  const keyOf = (policy: string) => toy.cloud.keyFor(toy.cloud.resources[policy] ?? '').accessKeyId
  const shown = (text: string) =>
    toy.cloud.texts.entries().filter((seen) => seen.direction === 'reply' && seen.text === text)
  const isShown = (text: string) => vi.waitFor(() => expect(shown(text)).toHaveLength(1), within)
  let laterTexts = 0
  /** What was to be shown before a later reply would be shown by then. */
  const isNotShown = async (text: string) => {
    const later = `later than ${text.slice(0, 100)}, ${name}`
    await gateway().send({ ...example, inboundId: `later-${laterTexts++}`, text: later })
    await isShown(later)
    expect(shown(text)).toEqual([])
  }
  const comesOf = async (kind: string, isMeant: (payload: string) => boolean) => {
    const find = async () =>
      (await toy.brought()).find((one) => one.kind === kind && isMeant(JSON.stringify(one.payload)))
    const missing = () => Promise.reject(new Error('Nothing came'))
    const { payload, given } = await vi.waitFor(async () => (await find()) ?? missing(), within)
    expect(shapeOf(inboundExamples(name)[kind]?.payload)).toMatchObject(shapeOf(payload) as object)
    return door(kind, given)
  }

  beforeAll(async () => {
    // A carrier may answer only those who have written.
    await toy.cloud.phoneOf(example.from)?.text(example.to, 'Salut')
  })

  test('brings a text in the form of the example', async () => {
    const words = `Bonjour de ${name}`
    await toy.cloud.receiveText({ from: example.to, to: example.from, text: words })
    const [text] = await comesOf(brings.text, (payload) => payload.includes(words))
    expect(text).toMatchObject({ sender: example.to, line: example.from, text: words })
  })

  test.skipIf(brings.call === undefined)('brings a call in the form of the example', async () => {
    await toy.cloud.receiveCall({ from: '+33612345670', to: example.from })
    const [call] = await comesOf(brings.call ?? '', (payload) => payload.includes('33612345670'))
    expect(call).toMatchObject({ sender: '+33612345670', line: example.from, text: '' })
  })

  test('has somebody to ask', async () => {
    expect(await gateway().ask(example)).toBe('somebody')
  })

  const brought = Object.entries(examples.answers).flatMap(([title, { standIn, ...answer }]) =>
    standIn === undefined ? [] : [[title, standIn, answer] as const],
  )

  test.each(brought)('answers as in the example: %s', async (title, { reply, key, effect }, answer) => {
    const { result, status, headers = {}, body } = answer
    const given: unknown[] = []
    const end = toy.cloud.answers.subscribe(({ call, answer }) => {
      if (call.action === action) given.push({ ...answer, body: shapeOf(JSON.parse(answer.body)) })
    })
    if (effect !== undefined) toy.cloud.faults.add({ service, action, effect, times: 1 })
    const its = { inboundId: `${name}-${brought.findIndex(([one]) => one === title)}`, text: `${title}, ${name}` }
    const sent = { ...example, ...its, ...Object(merged({}, reply)) }
    const { kind, reason } = { reason: undefined, ...(await gateway(key).send(sent)) }
    end()
    expect([kind, reason]).toEqual([result.kind, 'reason' in result ? result.reason : undefined])
    if (effect === undefined) expect(given).toMatchObject([{ status, headers, body: shapeOf(body) }])
    if (kind !== 'accepted') return isNotShown(sent.text)
    await isShown(sent.text)
    const isFinal = (payload: string) => payload.includes(sent.inboundId) && !payload.includes('"sent"')
    const [report] = await comesOf(brings.report, isFinal)
    expect(report).toMatchObject({ inboundId: sent.inboundId, status: 'delivered' })
  })

  test.each(Object.entries(examples.refused))('refuses a request with %s', async (_, [changes, names]) => {
    const before = toy.cloud.texts.entries().length
    const said = await askStandIn(name, toy.cloud.endpoint, changes)
    expect(said).toMatch(/^4(00|22) /)
    expect(said).toContain(names)
    expect(toy.cloud.texts.entries()).toHaveLength(before)
  })

  test.each<[Effect & string, number]>([
    ['lose-answer', 1],
    ['reset', 0],
  ])('with the fault %s gives no answer, and has shown a reply %i times', async (effect, times) => {
    toy.cloud.faults.add({ service, action, effect, times: 1 })
    const text = `${effect}, ${name}`
    expect(await gateway().send({ ...example, text })).toMatchObject({ kind: 'unknown' })
    if (times === 0) await isNotShown(text)
    else await isShown(text)
  })
})
