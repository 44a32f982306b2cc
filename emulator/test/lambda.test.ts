import { LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { afterAll, describe, expect, it } from 'vitest'
import { type CallOptions, callUrl, isLoopbackHost } from '../endpoint/loopback.ts'
import { unfinishedMessages } from '../services/lambda/event-source.ts'
import type { Invocation } from '../services/lambda/execution-environment.ts'
import { createAsynchronous } from '../services/lambda/functions.ts'
import { ownerOf, readToy, startToyCloud } from './toy/cloud.ts'
import { toyTemplate } from './toy/template.ts'

const { cloud } = await startToyCloud()
afterAll(cloud.stop)

const call = (path = '', options?: CallOptions) => callUrl(`${cloud.outputs['FunctionUrl']}${path}`, options)
const answering = (answer: unknown) => call(`?answer=${encodeURIComponent(JSON.stringify(answer))}`)

describe('The URL of a function', () => {
  it('encodes a binary body in base64', async () => {
    const headers = { 'content-type': 'application/octet-stream' }
    const { body } = await call('', { method: 'POST', headers, body: Buffer.from([0, 255]) })
    expect(JSON.parse(body)).toMatchObject({ body: 'AP8=', isBase64Encoded: true })
  })

  it.each<[unknown, number, string, unknown]>([
    [{ statusCode: 401, headers: { 'Content-Type': 'text/plain' }, body: 'no' }, 401, 'text/plain', 'no'],
    [{ statusCode: 204 }, 204, 'application/json', ''],
    // What is not supported here, or that nobody could send, gets the reason.
    [{ statusCode: 200, body: 'w6k=', isBase64Encoded: true }, 502, 'application/json', 'isBase64Encoded'],
    [{ a: 1 }, 502, 'application/json', 'statusCode'],
    ['hello', 502, 'application/json', 'expected object'],
    [{ statusCode: 200, headers: { a: 'b\nc' } }, 502, 'application/json', 'headers.a'],
  ])('passes on what the function returns, if it can: %o', async (answer, status, type, body) => {
    const expected = { status, headers: { 'content-type': type }, body: expect.stringContaining(`${body}`) }
    expect(await answering(answer)).toMatchObject(expected)
  })

  it('responds with 502 if the function fails', async () => {
    expect(await call('?fail=yes')).toMatchObject({ status: 502, body: 'Internal Server Error' })
  })

  it('accepts up to six megabytes', async () => {
    const headers = { 'content-type': 'text/plain' }
    const send = (bytes: number) =>
      call(`?answer=${encodeURIComponent('{"statusCode":200}')}`, { method: 'POST', headers, body: 'x'.repeat(bytes) })
    expect(await send(6 * 1024 * 1024)).toMatchObject({ status: 200 })
    expect(await send(6 * 1024 * 1024 + 1)).toMatchObject({ status: 413 })
  })

  it.each([
    ['abc.lambda-url.eu-west-3.localhost:99999', 'This endpoint serves localhost only.'],
    ['abc.lambda-url.eu-west-3.localhost', '{"Message":"Forbidden"}'],
  ])('is refused if it has an impossible port, or no function has it: %s', async (host, body) => {
    const refused = await callUrl(cloud.endpoint, { headers: { host } })
    expect(refused).toMatchObject({ status: 403, body: expect.stringContaining(body) })
  })
})

it.each([
  ...['localhost', 'localhost:4000', '127.0.0.1:1', '[::1]:1'].map((host) => [host, true] as const),
  ...['rebound.example', 'localhost.example', 'notlocalhost', 'evil.localhost', '127.0.0.10', 'localhost:99999'].map(
    (host) => [host, false] as const,
  ),
])('The host %s is this machine: %s', (host, isHere) => expect(isLoopbackHost(host)).toBe(isHere))

describe('An event source mapping', () => {
  const filters = (...patterns: string[]) => ({ FilterCriteria: { Filters: patterns.map((Pattern) => ({ Pattern })) } })
  const update = (changes: object, UUID = cloud.resources['BatchSource']) =>
    new LambdaClient(ownerOf(cloud)).send(new UpdateEventSourceMappingCommand({ UUID, ...changes }))

  it.each([
    ['a batch that would need a batching window', { BatchSize: 11 }],
    ['a batching window', { MaximumBatchingWindowInSeconds: 5 }],
    ['another function', { FunctionName: 'other' }],
    ['fewer than two processes', { ScalingConfig: { MaximumConcurrency: 1 } }],
    ['more than a thousand processes', { ScalingConfig: { MaximumConcurrency: 1001 } }],
    ['six filters', filters(...Array.from({ length: 6 }, () => '{"body":["a"]}'))],
    ['a filter that is no JSON', filters('body')],
    ['a filter of a kind that is not supported here', filters('{"body":{"a":[{"exists":true}]}}')],
  ])('refuses %s', async (_, changes) => {
    await expect(update(changes)).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
  })

  it('that does not exist is not found', async () => {
    await expect(update({ BatchSize: 1 }, 'none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

const batch = ['a', 'b', 'c']
const failures = (...identifiers: unknown[]) => ({
  batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
})

describe('The response to a batch', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['names what failed', failures('b'), ['b']],
    ['is null', null, []],
    ['is an empty object', {}, []],
    ['has a list that is null', { batchItemFailures: null }, []],
    ['has an empty list', failures(), []],
    ['names an unknown message', failures('b', 'x'), batch],
    ['names an empty id', failures(''), batch],
    ['names null', failures(null), batch],
    ['has a misspelt key', { batchItemFailures: [{ itemIdentifer: 'a' }] }, batch],
    ['has a string for the list', { batchItemFailures: 'a' }, batch],
    ['is a string', 'fine', batch],
  ])('that %s leaves the same messages in the queue as on AWS', (_, answer, unfinished) => {
    expect(unfinishedMessages(JSON.stringify(answer), batch)).toStrictEqual(unfinished)
  })
})

const createClock = () => {
  const waiting: { readonly delayMs: number; readonly work: () => void }[] = []
  return {
    later: (delayMs: number, work: () => void) => void waiting.push({ delayMs, work }),
    waits: () => waiting.map(({ delayMs }) => delayMs),
    pass: () => waiting.shift()?.work(),
  }
}

const within = { timeout: 60_000, interval: 20 }

describe('An asynchronous invocation', () => {
  const failed: Invocation = { error: { type: 'Error', message: 'as asked', stack: [] } }
  const never = {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Single' }, Qualifier: '$LATEST', MaximumRetryAttempts: 0 },
  }

  it.each<[string, readonly number[], Invocation, object]>([
    ['that fails is tried again after one minute, and then after two', [60_000, 120_000], failed, {}],
    ['that fails is not tried again, if the template says so', [], failed, { Never: never }],
    ['that succeeds is not tried again', [], { payload: 'null' }, {}],
  ])('%s', async (_, waits, outcome, others) => {
    const clock = createClock()
    const invoked: unknown[] = []
    const invoke = async (_: string, event: unknown) => {
      invoked.push(event)
      return outcome
    }
    const stack = readToy({ Resources: { ...toyTemplate.Resources, ...others } })
    await createAsynchronous(stack, invoke, clock.later)('arn:aws:lambda:eu-west-3:0:function:single', 'event')
    for (const wait of waits) {
      await expect.poll(clock.waits, within).toEqual([wait])
      clock.pass()
    }
    await expect.poll(() => invoked, within).toEqual(['event', ...waits.map(() => 'event')])
    expect(clock.waits()).toEqual([])
  })
})
