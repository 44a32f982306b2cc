import { GetEventSourceMappingCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { errorAnswer } from '../../emulator/index.ts'
import { hour } from '../../shared/rules/timing.ts'
import { until } from '../e2e/running-number.ts'
import { checksOf, startOperated } from './operated-number.ts'

const number = await startOperated()
afterAll(number.stop)
const { cloud } = number

test('doctor says for which function messages wait, once no heartbeat has come for hours', async () => {
  const { lambda } = number.clients()
  const UUID = cloud.outputs['ReceiveSmsSourceId']
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }))
  const mapping = new GetEventSourceMappingCommand({ UUID })
  await until('the last poll', async () => (await lambda.send(mapping)).State === 'Disabled')
  await number.publish('beat')
  const later = { now: () => Date.now() + 3 * hour }
  const heartbeat = async () => (await number.ops(['doctor'], later)).out.match(/^(.{4})Heartbeat +(.*)$/m)?.slice(1)
  expect(await heartbeat()).toEqual([
    'FIX ',
    'none in the last day, and none is heard: 1 message waits for receive-sms to be read. If they stay, its role may have lost the queue or the key: have an administrator put it back, by docs/runbook.md#put-back',
  ])
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }))
  await until('the beat', () => number.count('Heartbeats') > 0)
})

test('that sending is paused is a remark of doctor, and nothing to be done', async () => {
  const before = await checksOf(number)
  await number.ops(['pause', '--yes'])
  const found = await checksOf(number)
  await number.ops(['resume', '--yes'])
  expect(found).toMatchObject({ exitCode: before.exitCode, toFix: before.toFix })
  expect(found.remarks).toContain('Replies to send-reply')
})

describe('stopping replies', () => {
  test('pause stops sending while nothing can be read, says so at once, and later what it could not read', async () => {
    const stuck = await startOperated()
    onTestFinished(stuck.stop)
    const { cloud, ops, sendReply } = stuck
    const told = Promise.withResolvers<void>()
    for (const [service, action] of [
      ['lambda', 'GetEventSourceMapping'],
      ['dynamodb', 'GetItem'],
      ['dynamodb', 'BatchGetItem'],
      ['sqs', 'GetQueueAttributes'],
    ] as const)
      cloud.answerFor(`${service}:${action}`, async () => {
        await told.promise
        return errorAnswer(service, { code: 'AccessDeniedException', message: 'No.', status: 400 })
      })
    const heard: string[] = []
    const { exitCode, out } = await ops(['pause', '--yes'], {
      complain: (sentence) => {
        heard.push(`${sentence} ${cloud.isPaused(sendReply)}`)
        told.resolve()
      },
    })
    expect(heard).toEqual(['Paused, within a minute. true'])
    expect(out).toMatch(/^What is queued could not be read: You may not do [^\n]+\n$/)
    expect(exitCode).toBe(0)
  })

  test('pause is no failure if somebody is pausing at the same moment', async () => {
    const { cloud, ops } = number
    await ops(['pause', '--yes'])
    const effect = { error: 'ResourceInUseException', status: 400 }
    const settle = cloud.faults.add({ service: 'lambda', action: 'UpdateEventSourceMapping', effect })
    onTestFinished(settle)
    expect((await ops(['pause', '--yes'])).exitCode).toBe(0)
    settle()
    await ops(['resume', '--yes'])
    cloud.faults.add({ service: 'lambda', action: 'UpdateEventSourceMapping', effect, times: 1 })
    const { exitCode, err } = await ops(['pause', '--yes'])
    expect(err).toMatch(/^It is just being changed: try again in a minute\.$/m)
    expect(exitCode).toBe(1)
  })
})
