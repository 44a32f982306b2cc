import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'

import type { Cloud } from './cloud.ts'
import { isLoopbackHost, listen, loopback } from './loopback.ts'

/** The most that SNS takes for a phone (API reference, Publish). */
const mostCharacters = 1600
/** Room for that many characters of any script, written as JSON. */
const mostBytes = 64 * 1024

const field = (name: string) => z.string(`"${name}" must be a text`)

const message = z.object(
  {
    from: field('from'),
    to: field('to'),
    text: field('text').refine(
      (text) => [...text].length <= mostCharacters,
      `"text" must not exceed ${mostCharacters} characters`,
    ),
  },
  'it must be a JSON object with "from", "to" and "text"',
)

type TextExchange = Pick<Cloud, 'receiveText' | 'texts'>

/** Serves the web API on loopback; port 0 takes a free one. Gives its URL, or throws a `Refusal` when the port is taken. */
export const startWeb = async (phones: TextExchange, port: number): Promise<string> => {
  const server = createServer(getRequestListener(createWeb(phones).fetch))
  return `http://${loopback}:${await listen(server, port, 'PORT')}`
}

/** What people and programs use instead of phones. */
export const createWeb = ({ receiveText, texts }: TextExchange): Hono => {
  const app = new Hono()
  app.use((context, next) => {
    const fromHere = isLoopbackHost(context.req.header('host')) && isLoopbackOrigin(context.req.header('origin'))
    return fromHere ? next() : Promise.resolve(context.json({ error: 'Only this machine may ask.' }, 403))
  })
  app.get('/', (context) => context.text(overview))
  app.get('/healthz', (context) => context.json({ status: 'ready' }))
  app.get('/api/messages', (context) => context.json(texts.entries()))
  const limit = bodyLimit({
    maxSize: mostBytes,
    onError: (context) => context.json({ error: `A message must not exceed ${mostBytes} bytes.` }, 413),
  })
  app.post('/api/messages', limit, async (context) => {
    const { data, error } = message.safeParse(parse(await context.req.text()))
    if (data !== undefined) return context.json({ id: await receiveText(data) }, 202)
    return context.json({ error: `This can't be sent: ${error.issues[0]?.message}.` }, 400)
  })
  for (const path of ['/', '/healthz', '/api/messages'])
    app.all(path, (context) => context.json({ error: `${path} does not take ${context.req.method}.` }, 405))
  app.notFound((context) => context.json({ error: `There is no ${context.req.path}.` }, 404))
  app.onError((error, context) => context.json({ error: error.message }, 500))
  return app
}

const overview = `GET /api/messages lists every text that phones saw, oldest first.
POST /api/messages {"from", "to", "text"} sends a text to a line.
`

/** A browser names the page that asks, which may be any page on the web; other programs name none. */
const isLoopbackOrigin = (origin: string | undefined): boolean =>
  origin === undefined || isLoopbackHost(origin.replace(/^http:\/\//, ''))

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
