import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { addressOf, carriers } from '../../shared/rules/carriers.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { experimentKinds } from '../client/protocol.ts'
import type { Site } from './site.ts'

/** The longest text that SNS takes for a phone (API reference, Publish). */
const maxCharacters = 1600

const field = (name: string, why = "This can't be sent") => z.string(`${why}: "${name}" must be a text`)

const tooLong = `This can't be sent: "text" must not exceed ${maxCharacters} characters`
const words = field('text').refine((text) => [...text].length <= maxCharacters, tooLong)
const message = z.object(
  { from: field('from'), to: field('to'), text: words },
  'This can\'t be sent: it must be a JSON object with "from", "to" and "text"',
)

const noCall = 'Nobody can call like this'

const call = z.object(
  { from: field('from', noCall), to: field('to', noCall) },
  `${noCall}: it must be a JSON object with "from" and "to"`,
)

const none = 'There is no such experiment'

const request = z.object(
  { kind: z.enum(experimentKinds, `${none}: "kind" must be one of ${experimentKinds.join(', ')}`) },
  `${none}: it must be a JSON object with "kind"`,
)

/** Lists and sends texts, calls lines whose carrier takes calls, and starts and stops experiments. */
export const addApi = (app: Hono, { stage, messages, receiveText, receiveCall, experiments }: Site): void => {
  app.get('/api/stage', (context) => context.json(stage))
  app.get('/api/messages', (context) => context.json(messages.entries()))
  app.post('/api/messages', limitBody, async (context) =>
    context.json({ id: await receiveText(await readBody(context, message)) }, 202),
  )
  const callable = stage.lines.filter(({ carrier }) => carriers[carrier].takesCalls)
  app.post('/api/calls', limitBody, async (context) => {
    const { from, to } = await readBody(context, call)
    if (callable.every((line) => addressOf(line, line.number) !== to))
      return context.json({ error: `Nobody can call ${JSON.stringify(to)}: no line of that number takes calls.` }, 400)
    return context.json({ id: await receiveCall({ from, to }) }, 202)
  })
  app.post('/api/experiments', limitBody, async (context) => {
    const { kind } = await readBody(context, request)
    const experiment = experiments.start(kind)
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

const limitBody = bodyLimit({
  maxSize: maxBytes,
  onError: (context) => context.json({ error: `A request must not exceed ${maxBytes} bytes.` }, 413),
})

const readBody = async <T>(context: Context, schema: z.ZodType<T>): Promise<T> => {
  const { data, error } = schema.safeParse(parseJson(await context.req.text()))
  if (data === undefined) throw new HTTPException(400, { message: `${error?.issues[0]?.message}.` })
  return data
}
