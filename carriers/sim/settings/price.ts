import type { CarrierPrice } from '../../carrier-price.ts'

export const simPrice: CarrierPrice = { replyPriceUsd: () => 0, setting: [] }
