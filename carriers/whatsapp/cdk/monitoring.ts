import { besideGraphs, figure, sinceYesterday } from '../../../cdk/monitoring/figure.ts'
import { sinceLastMonth, thisMonth, today } from '../../../cdk/monitoring/figures.ts'
import { daily, share } from '../../../cdk/monitoring/share.ts'
import { deliveredBy, partsSubmittedTo, textsReceivedBy, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import type { CarrierMonitoring } from '../../carrier-monitoring.ts'

export const whatsappMonitoring: CarrierMonitoring = {
  ownAlarms: {},
  alarmWords: {
    'over-budget': {
      first: 'On WhatsApp: a flood is met by the siege rule; if it is honest use, raise the budget.',
    },
    'month-ahead': { first: "On WhatsApp: if it is honest use, raise the budget's month, and deploy." },
    'line-refused': {
      means: 'On WhatsApp: AWS or Meta refuses the account, the number or a permission.',
    },
    'malformed-texts': {
      means: 'On WhatsApp: Meta or AWS has changed the events.',
    },
    'many-texts': {
      hurt: 'Whoever pays for WhatsApp: AWS takes a fee for each message received, and no budget bounds it.',
      first: 'On WhatsApp: only taking the number off WhatsApp stops it.',
    },
    'delivery-success': {
      means: "On WhatsApp: too many of a day's replies did not arrive, as Meta reports.",
      first: 'On WhatsApp: run npm run ops -- doctor: it shows the quality rating of each number.',
    },
  },
  ownSilentReasons: [],
  figures: (metricOf, { whatsapp: { replyPriceUsd = 0, receivedPriceUsd }, currency: { code, perUsd } }) => {
    const replies = metricOf(partsSubmittedTo('whatsapp'))
    const received = metricOf(textsReceivedBy('whatsapp'))
    const money = (what: string, when: string) => `${what} on WhatsApp ${when}, ${code}`
    return [
      figure(money('Replies', 'today'), today(replies, code, replyPriceUsd * perUsd), sinceYesterday, besideGraphs),
      figure(
        money('Replies', 'this month'),
        thisMonth(replies, code, replyPriceUsd * perUsd),
        sinceLastMonth,
        besideGraphs,
      ),
      figure(
        money('Messages received', 'this month'),
        thisMonth(received, code, receivedPriceUsd * perUsd),
        sinceLastMonth,
        besideGraphs,
      ),
    ]
  },
  // Meta reports each reply that arrived or could not be delivered. There is no report while a phone is off.
  arrivedShare: (metricOf, least, label) => {
    // These names must differ from those of AWS, because one expression uses both.
    const [chats, chatsLost] = [metricOf(deliveredBy('whatsapp')), metricOf(undeliveredBy('whatsapp'))]
    const chatsReported = daily('FILL(chats, 0) + FILL(chatsLost, 0)', { chats, chatsLost })
    return daily(share('chatsReported', 'chatsLost', least), { chatsReported, chatsLost }, label)
  },
  arrivedLabel: 'share that arrived, as WhatsApp reports',
  labelSuffix: ', on WhatsApp',
  advice: (stage) => [
    `What a line of ${stage} on WhatsApp needs besides, and who sees its profile, is in docs/whatsapp.md.`,
  ],
}
