import type { Hono } from 'hono'
import { z } from 'zod'

import { carriers } from '../../carriers/registry.ts'
import { addressOf } from '../../settings/lines.ts'
import { limitBody, readBody } from './body.ts'
import type { Site } from './site.ts'

const field = (name: string) => z.string(`Nobody can call like this: "${name}" must be a text`)

const call = z.object(
  { from: field('from'), to: field('to') },
  'Nobody can call like this: it must be a JSON object with "from" and "to"',
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
