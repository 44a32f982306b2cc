import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Call, type Effect, inboundSms } from '../../emulator/index.ts'
import { readSettings } from '../../settings/read.ts'
import { startNumber, until, watchRequests } from './running-number.ts'

/** Budgets that one test each books. */
const apart = ['throttled', 'lost', 'owing'] as const
const lineOf = (budget: (typeof apart)[number]): string => `+3246000001${apart.indexOf(budget)}`
const local = readSettings('local')
const [first] = local.lines
const lines = apart.flatMap((budget) => (first ? { ...first, budget, number: lineOf(budget) } : []))
const budgets = Object.fromEntries(apart.map((budget) => [budget, { hour: 10, day: 100, month: 1000 }]))
const settings = { ...local, lines: [...local.lines, ...lines], budgets: { ...local.budgets, ...budgets } }
const number = await startNumber(5, { settings })
afterAll(number.stop)
const { decided, settled } = number

let senders = 0
/** A new sender, whose number shares no block with the others. */
const stranger = (): string => `+3247${200 + senders++}4321`

describe.concurrent('all at once', () => {
  test('fifty texts at once from a new sender book one reply and get the sender blocked', async () => {
    const sender = stranger()
    const ids = await Promise.all(Array.from({ length: 50 }, () => number.text(sender)))
    await until('all decisions', () => ids.every((id) => number.decisions(id).length > 0))
    const idsWith = (decision: string) => ids.filter((id) => number.decisions(id).includes(decision))
    // On a busy machine a function may time out, and has then not printed its metrics.
    expect(idsWith('reply').length).toBeLessThanOrEqual(1)
    // The twentieth strike blocks the sender. A text that is handled twice is struck once.
    expect(idsWith('answered-recently').length).toBeLessThanOrEqual(20)
    expect(idsWith('blocked').length).toBeGreaterThanOrEqual(29)
    await until('the reply', () => number.repliesTo(sender).length > 0)
    expect(number.repliesTo(sender)).toHaveLength(1)
  })
})

test('replies stay queued during a pause, then are sent once, unless STOP has cancelled them', async () => {
  const [patient, stopped] = [stranger(), stranger()]
  await number.cloud.pause(number.sendReply)
  const kept = await number.text(patient)
  const dropped = await number.text(stopped)
  await decided(dropped, 'reply')
  await decided(await number.text(stopped, 'Arrêt'), 'opted-out')
  await decided(await number.text(patient), 'answered-recently')
  expect(number.repliesTo(patient)).toEqual([])
  number.cloud.resume(number.sendReply)
  expect(await settled(kept)).toEqual(['sent'])
  expect(await settled(dropped)).toEqual(['cancelled'])
  expect(number.repliesTo(patient)).toHaveLength(1)
  expect(number.repliesTo(stopped)).toEqual([])
  // The report must not arrive while the next test counts requests.
  await until('the report', () => number.deliveries(kept).length > 0)
})

test('silence costs a write per strike, one read after a block, and nothing once the block is known', async () => {
  const sender = stranger()
  const requestsOf = watchRequests(number.cloud)
  const silence = async (reason: string, times: number) => {
    const before = requestsOf(number.receiveSms)
    for (let i = 0; i < times; i++) await decided(await number.text(sender), reason)
    const after = requestsOf(number.receiveSms)
    const asked = Object.entries(after).map(([action, n]) => [action, n - (before[action] ?? 0)] as const)
    return Object.fromEntries(asked.filter(([, n]) => n > 0))
  }
  const id = await number.text(sender)
  await decided(id, 'reply')
  // The report is handled by the same function, so it must arrive before the requests are counted.
  await until('the report', () => number.deliveries(id).length > 0)
  const { GetItem = 0, PutItem } = await silence('answered-recently', 20)
  expect(PutItem).toBeGreaterThanOrEqual(20)
  // Each process reads the sender first, and again if another one has changed the record.
  expect(GetItem).toBeLessThan(20)
  // A process that does not know of the block reads the sender once, with the month's counters in the same request.
  number.cloud.killWorkers(number.receiveSms)
  expect(await silence('blocked', 1)).toEqual({ BatchGetItem: 1 })
  // Each further process reads the sender, too. There are at most five.
  let later = await silence('blocked', 10)
  for (let i = 0; i < 5 && 'BatchGetItem' in later; i++) later = await silence('blocked', 10)
  expect(later).toEqual({})
})

/** Texts a line that has its budget to itself, so that nobody else's bookings are counted. */
const bookAlone = async (budget: (typeof apart)[number], effect: Effect) => {
  const isBooking = ({ action, body }: Call) => action === 'UpdateItem' && body.includes(`budget#${budget}#`)
  number.cloud.faults.add({ service: 'dynamodb', action: 'UpdateItem', when: isBooking, effect, times: 1 })
  let bookings = 0
  onTestFinished(number.cloud.calls.subscribe((call) => void (isBooking(call) && bookings++)))
  return { id: await textTo(lineOf(budget)), bookings: () => bookings }
}

const textTo = async (to: string): Promise<string> => {
  const id = number.newId('')
  await number.publish(JSON.stringify(inboundSms({ id, from: stranger(), to, text: 'Salut' })))
  return id
}

test('a booking that DynamoDB throttles is tried again at once', async () => {
  const { id, bookings } = await bookAlone('throttled', { error: 'ThrottlingException', status: 400 })
  await decided(id, 'reply')
  expect(bookings()).toBeGreaterThanOrEqual(2)
  expect(number.failures(id)).toBe(0)
})

test('what a lost reply costs its line is noted once, though nobody hears that it was, and a log says so', async () => {
  const line = lineOf('owing')
  const isNote = ({ action, body }: Call) => action === 'UpdateItem' && body.includes(`debt#${line}`)
  let notes = 0
  onTestFinished(number.cloud.calls.subscribe((call) => void (isNote(call) && notes++)))
  const { faults, logs } = number.cloud
  const isSent = ({ body, parameters }: Call) => body.includes(line) && parameters['DryRun'] !== true
  faults.add({ service: 'sms-voice', action: 'SendTextMessage', when: isSent, effect: 'fail' })
  faults.add({ service: 'dynamodb', action: 'UpdateItem', when: isNote, effect: 'lose-answer', times: 1 })
  expect(await settled(await textTo(line))).toEqual(['uncertain'])
  const isTold = () => logs.entries().some((entry) => entry.line.includes('DebtNotNoted'))
  await until('a note', () => notes > 1 || isTold())
  expect([notes, isTold()]).toEqual([1, true])
})

// Comes last, since the process that hears no answer books nothing for two minutes.
test('a booking whose answer is lost is not repeated', async () => {
  const { id, bookings } = await bookAlone('lost', 'lose-answer')
  await until('the failure', () => number.failures(id) > 0)
  expect(bookings()).toBe(1)
})
