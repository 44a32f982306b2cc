import { ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { startToyCloud } from '../toy/cloud.ts'

const toy = await startToyCloud()
afterAll(toy.cloud.stop)

const single = (message: object) => toy.send('Singles', message)
/** Waiting takes this long only on a busy machine. */
const patience = { timeout: 90_000, interval: 20 }

describe.concurrent('A function', () => {
  it('has the environment variables of the template and of Lambda, and none of this machine', async () => {
    await single({ name: 'variables', task: 'environment' })
    const { environment } = await toy.hear('variables', { told: true })
    expect(environment).toMatchObject({ TABLE: 'Toy-Table', AWS_REGION: 'eu-west-3' })
    for (const name of ['PATH', 'HOME', 'NODE_COMPILE_CACHE']) expect(environment).not.toHaveProperty(name)
  })

  it.each([
    ['throws', 'throw', 'as asked'],
    ['exceeds its timeout', 'spin', 'Task timed out after 4.00 seconds'],
    ['ends its process', 'exit', 'exit status 7'],
    ['leaves a rejection unhandled', 'reject', 'nobody listens'],
  ])('that %s receives the message again', async (_, task, logged) => {
    await single({ name: task, task, times: 1 })
    await toy.hear(task, { receives: 2 })
    const isLogged = () => toy.cloud.logs.entries().some(({ line }) => line.includes(logged))
    await vi.waitFor(() => expect(isLogged()).toBe(true), patience)
  })

  it('loses a message to the dead-letter queue after too many receives', async () => {
    await single({ name: 'lost', task: 'throw' })
    const receive = new ReceiveMessageCommand({ QueueUrl: toy.cloud.resources['Dead'], WaitTimeSeconds: 1 })
    await vi.waitFor(async () => {
      const { Messages } = await toy.sqs.send(receive)
      expect(Messages).toMatchObject([{ Body: '{"name":"lost","task":"throw"}' }])
    }, patience)
    expect(toy.linesOf('lost')).toHaveLength(2)
  })

  it('handles as many messages concurrently as its event source mapping allows', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `crowd-${letter}`)
    let [running, most] = [0, 0]
    toy.cloud.logs.subscribe(({ line }) => {
      if (line.includes('"crowd-')) running += line.includes('"waited"') ? -1 : 1
      most = Math.max(most, running)
    })
    await Promise.all(names.map((name) => single({ name, task: 'wait', ms: 1200 })))
    await Promise.all(names.map((name) => toy.hear(name, { waited: true })))
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(3)
  })

  it('has the messages of a batch deleted, except those that its response reports as failed', async () => {
    await toy.send('Batches', { name: 'good' }, { name: 'bad', fail: 1 }, { name: 'fair' })
    await toy.hear('bad', { receives: 1, batch: 3 })
    await toy.hear('bad', { receives: 2, batch: 1 })
    expect(toy.linesOf('good')).toHaveLength(1)
    expect(toy.linesOf('fair')).toHaveLength(1)
  })
})
