import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'

import { listen, loopback } from '../../local/loopback.ts'
import { startChromium } from '../../page/chromium.ts'
import type { Events, Message, Stage } from '../../page/client/protocol.ts'
import { buildAssets } from '../../page/server/site.ts'
import { contentSecurityPolicy } from '../../page/server/web.ts'
import { type OpenPage, openPage } from './browser.ts'
import { stage } from './fake-stage.ts'

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

const pageFolder = fileURLToPath(new URL('../../page', import.meta.url))

/** The server of the page without a number: the test says which events it emits, and sees the requests of the page. */
const startFakeNumber = async (shown: Stage) => {
  const streams = new Set<ServerResponse>()
  const asked: string[] = []
  const messages: Message[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? ''
    const asset = assets.get(path)
    if (asset !== undefined) {
      response
        .writeHead(200, { 'content-type': asset.type, 'content-security-policy': contentSecurityPolicy })
        .end(asset.content)
    } else if (path === '/api/events') {
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
    hangUp,
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
const assets = await buildAssets(pageFolder)
