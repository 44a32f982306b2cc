import type { Hono } from 'hono'
import { z } from 'zod'

import { experimentKinds } from '../experiments/experiments.ts'
import { limitBody, readBody } from './body.ts'
import type { Site } from './site.ts'

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
