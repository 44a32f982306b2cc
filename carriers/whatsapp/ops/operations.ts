import { tried } from '../../../ops/checks/check.ts'
import { inTotal } from '../../../ops/list-prices.ts'
import type { CarrierOperations } from '../../carrier-operations.ts'
import { attachWhatsApp } from './attach.ts'
import { cardRemark } from './card-remark.ts'
import { checkMetaApiVersion, checkWhatsAppLines, checkWhatsAppTopic } from './check-lines.ts'
import { estimateWhatsApp, remarksOnCost } from './cost.ts'
import { whatsappMonthly } from './list-prices.ts'
import { rehearseWhatsApp } from './rehearsal.ts'

export const whatsappOperations: CarrierOperations = {
  attach: attachWhatsApp,
  attachHelp: [
    'Of a number on WhatsApp, whose address begins with "whatsapp:", the events of its whole WhatsApp Business account come here.',
  ],
  checksBeforehand: () => [],
  checks: (deployment) => [
    tried('WhatsApp', () => checkWhatsAppLines(deployment)),
    tried('Topic policy of WhatsApp', () => checkWhatsAppTopic(deployment)),
    Promise.resolve([checkMetaApiVersion(deployment.now())]),
  ],
  concurrency: () => ({ processes: 0, remark: '' }),
  functions: () => [],
  status: async () => ({ rows: [], fields: {} }),
  monthlyUsd: () => inTotal(whatsappMonthly),
  estimates: estimateWhatsApp,
  rehearsalByHand: rehearseWhatsApp,
  cardRemark,
  costRemarks: remarksOnCost,
}
