import { createServer } from 'node:http'
import { setImmediate as turn } from 'node:timers/promises'
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'
import { askInPassing, oneAttempt, requestOnce } from '../../shared/adapters/http.ts'
import { withinStoreTimeout } from '../../shared/adapters/lambda.ts'
import { second } from '../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../stand-in.ts'

test('an answer without an end is given up, and its connection closed, before it fills the memory', async () => {
  const { served, url } = await serve()
  const { status, readBody } = await ask(url)
  expect(status).toBe(200)
  await expect(readBody()).rejects.toThrow('too long')
  while (!served.closed) await turn()
  expect(served.bytes).toBeLessThan(50e6)
})

test('a response of AWS that comes in drops, without an end, is given up like one that never comes', async () => {
  const server = createServer((_, response) => {
    const drip = setInterval(() => response.write(' '), 100)
    response.on('close', () => clearInterval(drip))
  })
  const endpoint = await stoppedAfterwards(startStandIn(server))
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'test' }
  const client = new SQSClient({ ...withinStoreTimeout(), endpoint, region: 'eu-west-3', credentials, maxAttempts: 1 })
  onTestFinished(() => client.destroy())
  await expect(client.send(new ListQueuesCommand())).rejects.toMatchObject({ name: 'TimeoutError' })
})

test('a request that is made once goes out on a new connection each time, since an old one may be dead', async () => {
  let connections = 0
  const server = createServer((_, response) => response.end('{}')).on('connection', () => connections++)
  const endpoint = await stoppedAfterwards(startStandIn(server))
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'test' }
  const timeouts = { connectMs: second, timeoutMs: 5 * second }
  const client = new SQSClient({ ...oneAttempt(timeouts), endpoint, region: 'eu-west-3', credentials })
  onTestFinished(() => client.destroy())
  for (const _ of [1, 2]) await client.send(new ListQueuesCommand())
  expect(connections).toBe(2)
})

test('a list of 400,000 ids is read whole', async () => {
  const { url } = await serve(400_000 * 11)
  const { readBody } = await ask(url)
  expect(await readBody()).toHaveLength(400_000 * 11)
})

test('asking in passing makes one request, follows no redirect, and does not wait for what nobody reads', async () => {
  const paths: (string | undefined)[] = []
  const redirecting = createServer(({ url }, response) => {
    paths.push(url)
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  await askInPassing(`${await stoppedAfterwards(startStandIn(redirecting))}/watch`)
  expect(paths).toEqual(['/watch'])
  const { served, url } = await serve()
  await askInPassing(url)
  while (!served.closed) await turn()
  const silent = createServer(() => {})
  await askInPassing(await stoppedAfterwards(startStandIn(silent)))
  await askInPassing('http://127.0.0.1:1/nobody')
})

/** Serves this many bytes, or without end, for as long as somebody reads them. */
const serve = async (bytes = Number.POSITIVE_INFINITY) => {
  const served = { bytes: 0, closed: false }
  const chunk = Buffer.alloc(64 * 1024, '1')
  const server = createServer(async (_, response) => {
    response.on('close', () => {
      served.closed = true
    })
    while (served.bytes < bytes && !response.destroyed) {
      const part = chunk.subarray(0, bytes - served.bytes)
      served.bytes += part.length
      if (!response.write(part)) await new Promise((goOn) => response.once('drain', goOn).once('close', goOn))
    }
    response.end()
  })
  return { served, url: await stoppedAfterwards(startStandIn(server)) }
}

const ask = (url: string) => requestOnce({ method: 'GET', url, headers: {} }, { connectMs: 5000, timeoutMs: 60_000 })
