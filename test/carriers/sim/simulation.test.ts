import { expect, test } from 'vitest'

import { quiet } from '../../simulation/quiet.ts'
import { run } from '../../simulation/run.ts'
import { tell } from '../../simulation/story.ts'

test('the story of a run with a SIM line has calls, the phone and the carrier, and no phone numbers', async () => {
  const hour = 3_600_000
  const history = await run({
    ...quiet,
    config: {
      ...quiet.config,
      budgets: { ...quiet.config.budgets, sim: { hour: 100, day: 100, month: 100, gapMs: 2000 } },
    },
    lines: ['aws', 'sim'],
    texts: [
      { gapMs: 0, sender: 'A', to: 1, words: '', keptMs: hour },
      { gapMs: 0, sender: 'B', to: 1, words: 'Salut', keptMs: -hour },
    ],
    outages: [{ of: 'phone', afterMs: 0, forMs: 2 * hour }],
  })
  const story = tell(history)
  expect(story).toContain('Budget of the SIM line: 100 an hour, 100 a day, 100 a month, 2 s apart.')
  expect(story).toContain('Outage from 0 ms after the beginning, for 2 h: phone does not report.')
  expect(story).toContain('A calls the SIM line (text-1), which its phone forwards 1 h later')
  expect(story).toContain(
    'B texts "Salut" to the SIM line (text-2), received at 11-30 13:00:00.000 by the clock of its phone',
  )
  expect(story).toMatch(/carrier.isReady SIM line .* false/)
  expect(story).toContain('carrier.send sim')
  expect(story).not.toMatch(/\+\d{9}/)
  expect([...history.claims.values()].map(({ outcome }) => outcome)).toEqual(['sent', 'sent'])
})
