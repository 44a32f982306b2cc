import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, describe, expect, test } from 'vitest'

import type { Call } from '../../emulator/index.ts'
import { createSenderKeyOf } from '../../shared/adapters/signatures.ts'
import { deliveredBy } from '../../shared/rules/telemetry.ts'
import { until } from '../e2e/running-number.ts'
import { startOperated, stranger } from './operated-number.ts'

const number = await startOperated()
afterAll(number.stop)
const { ops, json, cloud } = number

const decided = async (sender: string, text?: string): Promise<string> => {
  const id = await number.text(sender, text)
  await until(`a decision about ${id}`, () => number.decisions(id).length > 0)
  return number.decisions(id)[0] ?? ''
}

const noLetters = { texts: 0, replies: 0, reports: 0, unseen: 0 }
/** What `show` and `forget` report about a sender who has never texted. */
const nothing = {
  replies: [],
  strikes: 0,
  fingerprints: 0,
  deadLetters: noLetters,
  onTheWayUntil: expect.stringMatching(/^20/),
}

const itemOf = async (sender: string) => {
  const pepper = cloud.stack.secretValue(cloud.outputs['PepperSecretArn'] ?? '')
  const Key = { pk: { S: `sender#${createSenderKeyOf(pepper)(sender)}` } }
  return (await cloud.owner.dynamodb.send(new GetItemCommand({ TableName: cloud.outputs['TableName'], Key }))).Item
}

describe('show', () => {
  test('tells when a sender was answered, and how many strikes there are', async () => {
    const sender = stranger()
    const inboundId = await number.text(sender)
    await until('a decision', () => number.decisions(inboundId).length > 0)
    await decided(sender)
    await until('what AWS reports', () => number.count(deliveredBy('aws')) > 0)
    const known = await json('show', sender)
    const times = { reservedAt: expect.stringMatching(/^20/), dueAt: expect.stringMatching(/^20/) }
    const reply = { inboundId, ...times, state: 'sent', delivery: 'delivered' }
    expect(known).toEqual({ ...nothing, replies: [reply], strikes: 1, fingerprints: 1 })
    expect((await ops(['show', sender])).out).toMatch(/^ {2}20.* UTC {2}sent, delivered, due 20.* UTC, to text .+$/m)
  })

  test('reports nothing about a sender who has never texted', async () => {
    expect(await json('show', stranger())).toEqual(nothing)
  })

  test('reads the number from standard input, so that it does not end up in the history of a shell', async () => {
    const sender = stranger()
    await ops(['block', '-', '--yes'], { input: `${sender}\n` })
    const { out } = await ops(['show'], { input: `${sender.replace('+324', '+32 4 ')}\n` })
    expect(out).toMatch(/^Blocked by an operator until /m)
  })
})

describe('block', () => {
  test('silences a sender for the given time, and unblock ends that', async () => {
    const sender = stranger()
    const { blockedUntil } = await json('block', sender, '--for', '2d')
    expect(Date.parse(blockedUntil) - Date.now()).toBeGreaterThan(47 * 3_600_000)
    expect(await decided(sender)).toBe('blocked')
    expect(await json('unblock', sender)).toEqual({ wasBlocked: true })
    // An execution environment remembers the block for up to a minute, a new one doesn't.
    cloud.killWorkers(number.receiveSms)
    expect(await decided(sender)).toBe('reply')
    expect(await json('unblock', sender)).toEqual({ wasBlocked: false })
  })

  test('holds and keeps what is stored, even if functions write the sender concurrently and the response of the table is lost', async () => {
    const sender = stranger()
    await decided(sender)
    const isOurs = ({ caller }: Call) => caller.kind === 'owner'
    cloud.faults.add({ service: 'dynamodb', action: 'PutItem', effect: 'lose-answer', when: isOurs, times: 1 })
    await Promise.all([decided(sender), decided(sender), json('block', sender), decided(sender)])
    const { blockedUntil, strikes, replies } = await json('show', sender)
    expect(replies).toHaveLength(1)
    expect(Date.parse(blockedUntil)).toBeGreaterThan(Date.now())
    expect(strikes).toBeLessThanOrEqual(3)
    expect(await decided(sender)).toBe('blocked')
  })

  test('is distinguished from a block by the rule', async () => {
    const sender = stranger()
    for (let i = 0; i <= 20; i++) await decided(sender)
    expect(await json('show', sender)).toMatchObject({ blockedBy: 'the rule' })
    await json('block', sender, '--for', '60d')
    expect(await json('show', sender)).toMatchObject({ blockedBy: 'an operator' })
  })
})

describe('opt-in', () => {
  test('lifts an opt-out, which a START cannot do, and asks whether the holder of the number requests it', async () => {
    const sender = stranger()
    await decided(sender, 'STOP')
    const { asked, out } = await ops(['opt-in', sender], { answer: 'y' })
    expect(asked).toContain('holds the number')
    expect(out).toContain('Not opted out any more')
    // An execution environment remembers the opt-out for a minute.
    cloud.killWorkers(number.receiveSms)
    expect(await decided(sender)).toBe('reply')
    expect(await json('opt-in', sender)).toEqual({ wasOptedOut: false })
  })
})

describe('forget', () => {
  test('asks whether the holder of the number requests it, erases the sender at once, and drops a waiting reply', async () => {
    const sender = stranger()
    await ops(['pause', '--yes'])
    const id = await number.text(sender)
    await until('a decision', () => number.decisions(id).includes('reply'))
    const { asked, out } = await ops(['forget', sender], { answer: 'y' })
    expect(asked).toContain('holds the number')
    expect(out).toContain('Forgotten')
    expect(await itemOf(sender)).toBeUndefined()
    await ops(['resume', '--yes'])
    await until('the end of the reply', () => number.outcomes(id).length > 0)
    expect(number.outcomes(id)).toEqual(['cancelled'])
    expect(number.repliesTo(sender)).toEqual([])
  })

  test('keeps an opt-out and nothing else', async () => {
    const sender = stranger()
    await decided(sender)
    await decided(sender, 'STOP')
    const { replies, strikes, fingerprints, ...forgotten } = nothing
    expect(await json('forget', sender)).toEqual({ ...forgotten, optedOutUntil: expect.stringMatching(/^20/) })
    expect(await json('show', sender)).toEqual({
      ...nothing,
      optedOutSince: expect.any(String),
      optedOutUntil: expect.any(String),
    })
    expect(await decided(sender)).toBe('opted-out')
  })
})

describe('a change', () => {
  test('is confirmed by a question that names the stack and the effect', async () => {
    const { asked } = await ops(['block', stranger(), '--for', '2d'], { answer: 'n' })
    expect(asked).toMatch(/^AntiRelou-local: Block this sender until 20\d\d-\d\d-\d\d \d\d:\d\d UTC\? \[y\/N\] $/)
  })

  test('is not made if the user aborts the question', async () => {
    const abort = Object.assign(new Error(), { name: 'AbortError' })
    const { exitCode, err } = await ops(['pause'], { answer: () => Promise.reject(abort) })
    expect([exitCode, err]).toEqual([1, 'Nothing was changed.\n'])
    expect(await json('status')).toMatchObject({ paused: false })
  })

  test('is not made if the user says no, nor if nobody can be asked', async () => {
    const sender = stranger()
    const declined = await ops(['block', sender], { answer: '' })
    const unasked = await ops(['block', sender])
    expect([declined.exitCode, unasked.exitCode]).toEqual([1, 1])
    expect(unasked.err).toContain('--yes')
    expect(await json('show', sender)).toEqual(nothing)
  })
})

test('the commands about senders print neither the pepper nor the number', async () => {
  const sender = stranger()
  const pepper = cloud.stack.secretValue(cloud.outputs['PepperSecretArn'] ?? '')
  for (const command of ['show', 'block', 'unblock', 'opt-in', 'forget']) {
    const { out, err } = await ops([command, sender, '--yes'])
    expect(out + err).not.toContain(pepper)
    expect(out + err).not.toContain(sender)
  }
})
