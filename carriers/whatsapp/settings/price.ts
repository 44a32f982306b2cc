import type { CarrierPrice } from '../../carrier-price.ts'

export const whatsappPrice: CarrierPrice = {
  replyPriceUsd: ({ whatsapp }) => whatsapp.replyPriceUsd,
  setting: ['whatsapp', 'replyPriceUsd'],
}
