import { GetEventSourceMappingCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { afterAll, afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { type AccessKey, errorAnswer } from '../../emulator/index.ts'
import { hour } from '../../shared/rules/timing.ts'
import { until } from '../e2e/running-number.ts'
import { checksOf, sayOf, startOperated, stranger } from './operated-number.ts'

const number = await startOperated()
afterAll(number.stop)
const { cloud } = number
const { ReceiveSmsSourceId = '', SendReplySourceId = '', InboundQueueUrl = '' } = cloud.outputs

afterEach(async () => {
  const common = { FilterCriteria: {}, FunctionResponseTypes: ['ReportBatchItemFailures' as const] }
  await change(ReceiveSmsSourceId, { ...common, BatchSize: 10, ScalingConfig: { MaximumConcurrency: 5 } })
  await change(SendReplySourceId, { ...common, BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } })
})

describe('a filter', () => {
  test('throws texts away silently, so doctor says how to undo it', async () => {
    await change(ReceiveSmsSourceId, nothing)
    const id = await number.text(stranger())
    await until('the text is gone', async () => {
      const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
      const asked = new GetQueueAttributesCommand({ QueueUrl: InboundQueueUrl, AttributeNames: [...AttributeNames] })
      const { Attributes = {} } = await cloud.owner.sqs.send(asked)
      return AttributeNames.every((name) => Attributes[name] === '0')
    })
    expect(number.decisions(id)).toEqual([])

    const found = await checksOf(number)
    expect(found.toFix).toContain(texts)
    expect(sayOf(found, texts)).toBe(
      `FilterCriteria is {"Filters":[{"Pattern":"{\\"body\\":[\\"nothing\\"]}"}]}, not none: have an administrator undo it with aws lambda update-event-source-mapping --region eu-west-3 --uuid ${ReceiveSmsSourceId} --filter-criteria '{}' --enabled --function-name ${number.receiveSms} --function-response-types ReportBatchItemFailures --batch-size 10 --maximum-batching-window-in-seconds 0 --scaling-config MaximumConcurrency=5, and see in CloudTrail's event history who did it`,
    )
    expect(sayOf(found, replies)).toBe('all of them, as it was deployed')
  })

  test('can be set by somebody who may pause, and is seen by everybody who may run doctor', async () => {
    await change(SendReplySourceId, nothing, number.keyFor('Operator'))
    for (const name of ['Operator', 'Installer'] as const) {
      const as = number.keyFor(name)
      const { out } = await number.ops(['doctor', '--local', '--stage', 'local'], { as })
      expect(out).toMatch(/^FIX Replies to send-reply +FilterCriteria is .*, not none: /m)
      expect(out).toMatch(/^ok {2}Texts to receive-sms +all of them/m)
    }
  })
})

test('doctor says for which function messages wait, once no heartbeat has come for hours', async () => {
  await change(ReceiveSmsSourceId, { Enabled: false })
  const { lambda } = number.clients()
  const mapping = new GetEventSourceMappingCommand({ UUID: ReceiveSmsSourceId })
  await until('the last poll', async () => (await lambda.send(mapping)).State === 'Disabled')
  await number.publish('beat')
  const later = { now: () => Date.now() + 3 * hour }
  const heartbeat = async () => (await number.ops(['doctor'], later)).out.match(/^(.{4})Heartbeat +(.*)$/m)?.slice(1)
  expect(await heartbeat()).toEqual([
    'FIX ',
    'none in the last day, and none is heard: 1 message waits for receive-sms to be read. If they stay, its role may have lost the queue or the key: have an administrator put it back, by docs/runbook.md#put-back',
  ])
  await change(ReceiveSmsSourceId, { Enabled: true })
  await until('the beat', () => number.count('Heartbeats') > 0)
})

test('that sending is paused is a remark of doctor, and nothing to be done', async () => {
  const before = await checksOf(number)
  await number.ops(['pause', '--yes'])
  const found = await checksOf(number)
  await change(SendReplySourceId, { BatchSize: 2 })
  const changed = await checksOf(number)
  await number.ops(['resume', '--yes'])
  const running = await checksOf(number)
  expect(found).toMatchObject({ exitCode: before.exitCode, toFix: before.toFix })
  expect(found.remarks).toContain(replies)
  // What undoes a change must not end the pause.
  expect(sayOf(changed, replies)).toMatch(/ --no-enabled .* --batch-size 1 /)
  // Nor one that begins before somebody runs it.
  expect(sayOf(running, replies)).toMatch(/ --batch-size 1 /)
  expect(sayOf(running, replies)).not.toContain('enabled')
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

/** Changes an event source mapping, as with the AWS CLI. */
const change = (UUID: string, changes: object, credentials?: AccessKey) =>
  number.clients(credentials).lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...changes }))

const [texts, replies] = ['Texts to receive-sms', 'Replies to send-reply']
const nothing = { FilterCriteria: { Filters: [{ Pattern: '{"body":["nothing"]}' }] } }
