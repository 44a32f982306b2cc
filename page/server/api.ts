import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { addressOf, carriers } from '../../shared/rules/carriers.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { experimentKinds } from '../client/protocol.ts'
import type { Site } from './site.ts'

/** The longest text that SNS takes for a phone (API reference, Publish). */
const maxCharacters = 1600

const field = (name: string, why = "This can't be sent") => z.string(`${why}: "${name}" must be a text`)

const message = z.object(
  {
    from: field('from'),
    to: field('to'),
    text: field('text').refine(
      (text) => [...text].length <= maxCharacters,
      `This can't be sent: "text" must not exceed ${maxCharacters} characters`,
    ),
  },
  'This can\'t be sent: it must be a JSON object with "from", "to" and "text"',
)

/** Lists the texts that phones have seen, and sends new ones. */
export const addMessages = (app: Hono, { messages, receiveText }: Pick<Site, 'messages' | 'receiveText'>): void => {
  app.get('/api/messages', (context) => context.json(messages.entries()))
  app.post('/api/messages', limitBody, async (context) => {
    const body = await readBody(context, message)
    if ('mistake' in body) return context.json({ error: body.mistake }, 400)
    return context.json({ id: await receiveText(body.data) }, 202)
  })
}

const noCall = 'Nobody can call like this'

const call = z.object(
  { from: field('from', noCall), to: field('to', noCall) },
  `${noCall}: it must be a JSON object with "from" and "to"`,
)

/** Calls a line and hangs up. The line's carrier must take calls. */
export const addCalls = (app: Hono, { stage, receiveCall }: Pick<Site, 'stage' | 'receiveCall'>): void => {
  const callable = stage.lines
    .filter(({ carrier }) => carriers[carrier].takesCalls)
    .map((line) => addressOf(line, line.number))
  app.post('/api/calls', limitBody, async (context) => {
    const body = await readBody(context, call)
    if ('mistake' in body) return context.json({ error: body.mistake }, 400)
    const { to } = body.data
    if (!callable.includes(to))
      return context.json({ error: `Nobody can call ${JSON.stringify(to)}: no line of that number takes calls.` }, 400)
    return context.json({ id: await receiveCall(body.data) }, 202)
  })
}

const request = z.object(
  { kind: z.enum(experimentKinds, `"kind" must be one of ${experimentKinds.join(', ')}`) },
  'it must be a JSON object with "kind"',
)

/** Starts and stops experiments. */
export const addExperiments = (app: Hono, { experiments }: Pick<Site, 'experiments'>): void => {
  app.post('/api/experiments', limitBody, async (context) => {
    const body = await readBody(context, request)
    if ('mistake' in body) return context.json({ error: `There is no such experiment: ${body.mistake}` }, 400)
    const experiment = experiments.start(body.data.kind)
    if (experiment !== 'busy') return context.json(experiment, 202)
    return context.json({ error: 'A siege is running: wait for its end, or stop it.' }, 409)
  })
  app.delete('/api/experiments', (context) => {
    experiments.stop()
    return context.body(null, 204)
  })
}

/** Enough for the longest text that SNS takes, in any script, written as JSON. */
const maxBytes = 64 * 1024

/** Refuses a request whose body is too large. */
const limitBody = bodyLimit({
  maxSize: maxBytes,
  onError: (context) => context.json({ error: `A request must not exceed ${maxBytes} bytes.` }, 413),
})

/** Reads the JSON of a request. Returns a sentence that says what is wrong if it doesn't fit. */
const readBody = async <T>(
  context: Context,
  schema: z.ZodType<T>,
): Promise<{ readonly data: T } | { readonly mistake: string }> => {
  const { data, error } = schema.safeParse(parseJson(await context.req.text()))
  return data === undefined ? { mistake: `${error?.issues[0]?.message}.` } : { data }
}
