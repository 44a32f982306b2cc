import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'

import {
  besideGraphs,
  daily,
  figure,
  share,
  sinceLastMonth,
  sinceYesterday,
  thisMonth,
  today,
} from '../../../cdk/monitoring/metrics.ts'
import { operatorLanguageOf } from '../../../settings/values.ts'
import { deliveredBy, partsSubmittedTo, textsReceivedBy, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import type { CarrierMonitoring } from '../../carrier-monitoring.ts'
import { whatsappWords } from './translations.ts'

export const whatsappMonitoring: CarrierMonitoring = {
  words: whatsappWords,
  ownAlarms: {},
  ownSilentReasons: [],
  figures: (metricOf, settings) => {
    const { replyPriceUsd = 0, receivedPriceUsd } = settings.whatsapp
    const { code, perUsd } = settings.currency
    const words = whatsappWords[operatorLanguageOf(settings)]
    const replies = metricOf(partsSubmittedTo('whatsapp'))
    const received = metricOf(textsReceivedBy('whatsapp'))
    const month = (counted: Metric, priceUsd: number) => thisMonth(counted, code, priceUsd * perUsd)
    return [
      figure(words.repliesToday(code), today(replies, code, replyPriceUsd * perUsd), sinceYesterday, besideGraphs),
      figure(words.repliesThisMonth(code), month(replies, replyPriceUsd), sinceLastMonth, besideGraphs),
      figure(words.receivedThisMonth(code), month(received, receivedPriceUsd), sinceLastMonth, besideGraphs),
    ]
  },
  // Meta reports each reply that arrived or could not be delivered. There is no report while a phone is off.
  arrivedShare: (metricOf, least, label) => {
    // These names must differ from those of AWS, because one expression uses both.
    const [chats, chatsLost] = [metricOf(deliveredBy('whatsapp')), metricOf(undeliveredBy('whatsapp'))]
    const chatsReported = daily('FILL(chats, 0) + FILL(chatsLost, 0)', { chats, chatsLost }, label)
    return daily(share('chatsReported', 'chatsLost', least), { chatsReported, chatsLost }, label)
  },
  advice: (stage) => [
    `What a line of ${stage} on WhatsApp needs besides, and who sees its profile, is in docs/whatsapp.md.`,
  ],
}
