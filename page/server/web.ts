import { createServer } from 'node:http'
import { getRequestListener, RequestError } from '@hono/node-server'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { isLoopbackHost, listen, loopback } from '../../emulator/index.ts'
import { addApi } from './api.ts'
import { addDocuments } from './documents.ts'
import { addEvents } from './events.ts'
import type { Assets, Site } from './site.ts'

type WebOptions = {
  /** The page, which is served before the number has started. */
  readonly assets: Assets
  readonly site: Promise<Site>
  readonly port: number
  /** Ends the site and returns its replacement. */
  readonly startAfresh: () => Promise<Site>
}

/** Serves the page at once, and the rest when it is there. Throws a `Refusal` when the port is in use. */
export const startWeb = async ({ assets, site, port, startAfresh }: WebOptions): Promise<string> => {
  const restart = (): Promise<void> => serve(startAfresh())
  const serve = async (next: Promise<Site>): Promise<void> => {
    const created = next.then((one) => createWeb(one, restart))
    web = createStart(assets, created)
    try {
      web = await created
    } catch (error) {
      // Whatever was in the way, such as a port, may be gone by the next attempt.
      web = createFailure(restart)
      throw error
    }
  }
  let web: Hono
  // Whoever starts the number says why it could not be started.
  serve(site).catch(() => undefined)
  const answer = getRequestListener((request) => web.fetch(request), { errorHandler: unreadable })
  const server = createServer((request, response) => {
    // No other web page sees that its visitor runs this, not even by what it can't read.
    response.setHeader('cross-origin-resource-policy', 'same-origin')
    return answer(request, response)
  })
  return `http://${loopback}:${await listen(server, port, 'PORT')}`
}

/** Serves the page of a number that is starting, also afresh. Everything else waits until that has started. */
const createStart = (assets: Assets, started: Promise<Hono>): Hono => {
  const app = createGuarded()
  addAssets(app, assets)
  app.post('/api/restart', starting)
  app.all('*', async ({ req }) => (await started).fetch(req.raw))
  return app
}

const createGuarded = (): Hono => {
  const app = new Hono()
  app.use(headers, onlyFromHere)
  app.onError(failed)
  return app
}

const addAssets = (app: Hono, assets: Assets): void => {
  for (const [path, { type, content }] of assets)
    app.get(path, (context) => context.body(content, 200, { 'content-type': type }))
}

/** The answer to a request whose address can't be read, and to any that no site has answered. */
const unreadable = (cause: unknown): Response => {
  if (!(cause instanceof RequestError)) return Response.json({ error: String(cause) }, { status: 500 })
  const error = 'The request must be for an address on this machine, such as http://localhost:4000/.'
  return Response.json({ error }, { status: 400 })
}

/** Serves an error while there is no number, and starts another if it is asked to. */
const createFailure = (restart: () => Promise<void>): Hono => {
  const app = createGuarded()
  app.post('/api/restart', restarting(restart))
  app.all('*', (context) => context.json({ error: 'The number could not be started afresh.' }, 503))
  return app
}

const starting = (context: Context) => context.json({ error: 'The number is starting.' }, 503)
const failed = (error: Error, context: Context) =>
  context.json({ error: error.message }, error instanceof HTTPException ? error.status : 500)

const restarting = (restart: () => Promise<void>) => async (context: Context) => {
  await restart()
  return context.body(null, 204)
}

/** The routes of the page, its API and the documents. People use them instead of phones and CloudWatch. */
export const createWeb = (site: Site, restart: () => Promise<void>): Hono => {
  const app = createGuarded()
  addAssets(app, site.assets)
  addApi(app, site)
  addEvents(app, site)
  addDocuments(app, site.contact)
  // Two restarts at once would start two numbers on one port.
  app.post('/api/restart', async (context, next) => (site.ended.aborted ? starting(context) : next()))
  app.post('/api/restart', restarting(restart))
  for (const path of paths)
    app.all(path, (context) => context.json({ error: `${path} does not take ${context.req.method}.` }, 405))
  app.notFound((context) => context.json({ error: `There is no ${context.req.path}.` }, 404))
  return app
}

const paths = ['/', ...['stage', 'messages', 'calls', 'experiments', 'restart', 'events'].map((name) => `/api/${name}`)]

/** The page runs its own files only, so that a text can't inject a script. */
const contentSecurityPolicy = [
  "default-src 'none'",
  ...['script-src', 'style-src', 'connect-src', 'font-src'].map((source) => `${source} 'self'`),
  "img-src 'self' data:",
  ...['base-uri', 'form-action', 'frame-ancestors'].map((source) => `${source} 'none'`),
].join('; ')

const headers: MiddlewareHandler = async (context, next) => {
  await next()
  context.header('content-security-policy', contentSecurityPolicy)
  context.header('x-content-type-options', 'nosniff')
  context.header('referrer-policy', 'no-referrer')
  context.header('cache-control', 'no-store')
}

const onlyFromHere: MiddlewareHandler = (context, next) => {
  const fromHere = isLoopbackHost(context.req.header('host')) && isLoopbackOrigin(context.req.header('origin'))
  return fromHere ? next() : Promise.resolve(context.json({ error: 'Only this machine may ask.' }, 403))
}

/** A browser names the page that sends the request, which may be any. Other programs send no origin. */
const isLoopbackOrigin = (origin: string | undefined): boolean =>
  origin === undefined || isLoopbackHost(origin.replace(/^http:\/\//, ''))
