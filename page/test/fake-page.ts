import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'

import { listen, loopback } from '../../emulator/index.ts'
import { startChromium } from '../chromium.ts'
import type { Events, Message, Stage } from '../client/protocol.ts'
import { buildAssets, inLanguage } from '../server/site.ts'
import { contentSecurityPolicy } from '../server/web.ts'
import { type OpenPage, openPage } from './browser.ts'

/** Gives each test of a suite a fake number and pages of it in one browser. A problem on any page fails the test. */
export const useFakeNumber = (shown: Stage = stage) => {
  let browser: Browser
  let number: Awaited<ReturnType<typeof startFakeNumber>>
  const opened: OpenPage[] = []
  beforeAll(async () => {
    browser = await startChromium()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    number = await startFakeNumber(shown)
  })
  afterEach(async () => {
    await Promise.all(opened.map(({ page }) => page.context().close()))
    await number.stop()
    expect(opened.splice(0).flatMap(({ problems }) => problems)).toStrictEqual([])
  })
  return {
    number: () => number,
    open: async (options: Parameters<typeof openPage>[2] = {}) => {
      const page = await openPage(browser, number.url, options)
      opened.push(page)
      return page.page
    },
  }
}

/**
 * The server of the page without a number: the test says which events it emits, and sees the requests of the page. The number's
 * operators speak the language of the browser.
 */
const startFakeNumber = async (shown: Stage) => {
  const streams = new Set<ServerResponse>()
  const asked: string[] = []
  const messages: Message[] = []
  let gone = false
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? ''
    const language = request.headers['accept-language']?.startsWith('fr') ? 'fr' : 'en'
    const asset = inLanguage(assets, language).get(path)
    if (asset !== undefined) {
      response
        .writeHead(200, { 'content-type': asset.type, 'content-security-policy': contentSecurityPolicy })
        .end(asset.content)
    } else if (path === '/api/events' && gone) response.destroy()
    else if (path === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 100\n\n')
      streams.add(response)
    } else if (path === '/api/stage') response.end(JSON.stringify(shown))
    else if (path === '/api/messages' && request.method === 'GET') response.end(JSON.stringify(messages))
    else {
      asked.push(`${request.method} ${path} ${await bodyOf(request)}`)
      response.writeHead(409).end(JSON.stringify({ error: 'A siege is running.' }))
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  const hangUp = (): void => {
    for (const stream of streams) stream.destroy()
    streams.clear()
  }
  return {
    url: `http://${loopback}:${await listen(server, 0, 'PORT')}`,
    asked,
    messages,
    /** The number of open event streams. */
    listeners: () => streams.size,
    say: <Name extends keyof Events>(name: Name, data: Events[Name]): void => {
      for (const stream of streams) stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    /** Ends the streams of events, and takes no new one. */
    leave: (): void => {
      gone = true
      hangUp()
    },
    comeBack: (): void => {
      gone = false
    },
    stop: async () => {
      hangUp()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: string[] = []
  for await (const chunk of request) chunks.push(String(chunk))
  return chunks.join('')
}

/** Built once for all tests of a file. */
const assets = await buildAssets()

const chart = { kind: 'timeSeries', y: 6, periodSeconds: 10, stacked: false, left: {}, annotations: [] } as const
const figure = { ...chart, kind: 'singleValue', y: 2 } as const

const series = (id: string, label = id) => ({ id, label, addsUp: true })

export const line = '+32460000000'

/** A stage with a widget of each kind. */
export const stage: Stage = {
  stage: 'local',
  startedAt: '2026-11-24T12:00:00.000Z',
  commandPrefix: 'AWS_PORT=4712 ',
  lines: [{ number: line, carrier: 'aws' }],
  currency: { code: 'EUR', perUsd: 0.92 },
  replyDelayMs: { min: 1000, max: 2000 },
  exampleSenders: ['+33612345678', '+33612345679', '+32470123456', '+41781234567'],
  dashboard: [
    {
      id: 'guide',
      kind: 'text',
      x: 0,
      y: 0,
      markdown: '# The number\nWhat to do: see the [runbook](https://example.org/runbook).',
    },
    { ...figure, id: 'texts', x: 0, title: 'Texts today', series: [series('texts', 'Texts today')] },
    {
      ...figure,
      id: 'cost',
      x: 6,
      title: 'Estimated cost (USD)',
      series: [series('today', 'Today'), series('month', 'This month')],
    },
    { ...figure, id: 'quiet', x: 12, title: 'Delivery success', series: [series('success')] },
    { ...figure, id: 'siege', x: 18, title: 'Siege this hour (1: yes)', series: [series('siege')] },
    { ...figure, id: 'refused', x: 21, title: 'Line refused (0: no)', series: [series('refused', 'times')] },
    {
      ...chart,
      id: 'silenced',
      x: 0,
      title: 'Silence, by reason',
      stacked: true,
      series: [series('blocked'), series('recently', 'answered recently')],
    },
    {
      ...chart,
      id: 'budget',
      x: 12,
      title: 'Parts booked',
      periodSeconds: 3600,
      left: { label: 'parts', min: 0 },
      annotations: [{ label: 'Hour’s budget', value: 100, color: '#d13212' }],
      series: [series('booked', 'Booked this hour')],
    },
    { id: 'alarms', kind: 'alarms', x: 0, y: 12, title: 'Alarms' },
    { id: 'machines', kind: 'text', x: 0, y: 16, markdown: '# The machines' },
    { ...chart, id: 'errors', x: 0, y: 17, title: 'Errors', series: [series('errors')] },
  ],
}
