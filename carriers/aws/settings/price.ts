import { partsPerReply } from '../../../shared/rules/messages.ts'
import type { CarrierPrice } from '../../carrier-price.ts'

export const awsPrice: CarrierPrice = {
  replyPriceUsd: ({ partPriceUsd }) => (partPriceUsd === 0 ? undefined : partPriceUsd * partsPerReply),
  setting: ['partPriceUsd'],
}
