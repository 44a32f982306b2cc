import { queueRetentionMs } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'
import { momentOf } from './words.ts'

/** When every text and reply that is queued now has left its queue, in ISO 8601. Only the functions can read these queues. */
export const queuedUntil = ({ now }: Pick<Deployment, 'now'>): string =>
  new Date(now() + queueRetentionMs).toISOString()

export const describeQueued = (until: string): string =>
  `Texts and replies on their way can't be looked through: a text is for minutes, a reply until it is due; they stay until ${momentOf(until)} at the latest, or become dead letters.`
