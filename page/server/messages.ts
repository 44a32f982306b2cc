import type { Hono } from 'hono'
import { z } from 'zod'

import { limitBody, readBody } from './body.ts'
import type { Site } from './site.ts'

/** The longest text that SNS takes for a phone (API reference, Publish). */
const maxCharacters = 1600

const field = (name: string) => z.string(`This can't be sent: "${name}" must be a text`)

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
