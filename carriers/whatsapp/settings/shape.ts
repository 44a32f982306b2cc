import { z } from 'zod'

import { real } from '../../../settings/values.ts'

const price = real('must be a price in USD').min(0, 'must be at least 0 USD').max(2, 'must be at most 2 USD')

const prices = z.strictObject({
  /** Meta's rate for a reply within 24 hours plus AWS's fee. */
  replyPriceUsd: price.optional(),
  /**
   * AWS's fee for each message that comes in. It is 0.001 according to a second-hand report. The default is higher, to be on the
   * safe side.
   */
  receivedPriceUsd: price.default(0.005),
})

/** The settings that all lines on WhatsApp share. */
export const stageShape = { whatsapp: prices.prefault({}) }
