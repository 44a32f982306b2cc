import { z } from 'zod'

import { real } from '../../../settings/values.ts'
import { buy } from './on-sale.ts'

/** The setting that only AWS lines have: the country whose number the stack buys. */
export const lineShape = {
  buy: buy.optional(),
}

/**
 * The settings that all AWS lines share. AWS takes one SendTextMessage a second from an account in a region, unless it has been asked for more
 * (user guide, quotas). Below half a reply a second, a process would have to wait for too much of its time-out.
 */
export const stageShape = {
  aws: z
    .strictObject({
      repliesPerSecond: real('must be a rate')
        .min(0.5, 'must be at least 0.5 a second')
        .max(100, 'must be at most 100 a second')
        .default(1),
    })
    .prefault({}),
}
