import type { Schedule } from '../../simulation/schedule.ts'

/** A schedule with one text to one line and no faults. */
export const quiet: Schedule = {
  beforeMonthEndMs: 12 * 3_600_000,
  config: {
    limits: [{ replies: 1, perMs: 24 * 3_600_000 }],
    replyDelayMs: { min: 60_000, max: 60_000 },
    block: { after: 20, forMs: 3_600_000 },
    budgets: { aws: { hour: 100, day: 100, month: 100 } },
    sendIntervalMs: 0,
  },
  carrierIntervalMs: 0,
  lines: ['aws'],
  texts: [{ gapMs: 0, sender: 'A', to: 0, words: 'Salut' }],
  faults: [],
  pauses: [],
  outages: [],
  handedOutTwice: [],
  cancelledAfterMs: [],
  forgedNotes: [],
  forgeries: [],
  lostAcknowledgements: [],
  skewsMs: [],
  choices: [],
}
