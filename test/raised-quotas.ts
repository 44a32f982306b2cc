import type { Settings } from '../settings/schema.ts'

/** Settings of a stage whose AWS account may send so fast that no test waits for its turn. */
export const withRaisedRate = (settings: Settings): Settings => ({ ...settings, aws: { repliesPerSecond: 100 } })
