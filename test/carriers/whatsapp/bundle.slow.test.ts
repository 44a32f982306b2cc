import { expect, test } from 'vitest'

import { createGeneratedEvents } from './generated-events.ts'
import { recordOf, startReceiveSms } from './running-bundle.ts'

const events = 100_000

/** The generator of Numerical Recipes. Any generator would do that always gives the same events. */
const seeded = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32
  return seed / 2 ** 32
}

test('the function decides every event without throwing, and its log holds no number, no id and no text', async () => {
  const receiveSms = await startReceiveSms()
  const { secrets, next } = createGeneratedEvents(seeded(7))
  for (let done = 0; done < events; done += 10) {
    const now = Date.now()
    const records = Array.from({ length: 10 }, () => recordOf(next(now), now))
    expect(await receiveSms.handle(records)).toEqual({ batchItemFailures: [] })
  }
  const reasons = new Set(receiveSms.verdicts())
  await receiveSms.stop()

  expect(reasons).toEqual(
    new Set(['reply', 'answered-recently', 'opted-out', 'malformed', 'not-a-mobile', 'stale', 'duplicate']),
  )
  const log = receiveSms.log.join('\n')
  const spellings = secrets.flatMap((secret) => [
    secret.replace(/^(336|FR\.)/, ''),
    Buffer.from(secret).toString('base64').slice(0, -4),
  ])
  expect(spellings.filter((spelling) => log.includes(spelling))).toEqual([])
})
