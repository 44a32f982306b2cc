import type { CarrierWords } from '../../../cdk/monitoring/alarm.ts'
import type { OperatorLanguage } from '../../../settings/values.ts'

const english = {
  alarms: {
    'dead-letters': { wait: 'On WhatsApp: it is too late for these, whose replies had to leave within a day.' },
    'month-ahead': { first: "On WhatsApp: if it is honest use, raise the budget's month, and deploy." },
    'line-refused': {
      means: 'On WhatsApp: AWS or Meta refuses the account, the number or a permission.',
    },
    'malformed-texts': {
      means: 'On WhatsApp: Meta or AWS has changed the events.',
    },
    'many-texts': {
      wait: 'On WhatsApp: it can wait as long as you can pay up to 5 USD a thousand.',
      first: 'On WhatsApp: only taking the number off it stops that.',
    },
    'delivery-success': {
      means: "On WhatsApp: too many of a day's replies did not arrive, as Meta reports.",
      first: 'On WhatsApp: doctor shows the quality rating of each number.',
    },
  } satisfies CarrierWords['alarms'],
  arrivedShare: 'share that arrived, as WhatsApp reports',
  labelSuffix: ', on WhatsApp',
  repliesToday: (currency: string) => `Replies on WhatsApp today, ${currency}`,
  repliesThisMonth: (currency: string) => `Replies on WhatsApp this month, ${currency}`,
  receivedThisMonth: (currency: string) => `Messages received on WhatsApp this month, ${currency}`,
}

/** The words of the dashboard and the alarms that only lines on WhatsApp need. */
type WhatsAppWords = typeof english

const french: WhatsAppWords = {
  alarms: {
    'dead-letters': { wait: 'Sur WhatsApp\u00a0: il est déjà trop tard, la réponse devait partir dans la journée.' },
    'month-ahead': {
      first: 'Sur WhatsApp\u00a0: si l’usage est normal, relevez le mois et déployez.',
    },
    'line-refused': {
      means: 'Sur WhatsApp\u00a0: AWS ou Meta refuse le compte, le numéro ou une autorisation.',
    },
    'malformed-texts': {
      means: 'Sur WhatsApp\u00a0: Meta ou AWS a changé les événements.',
    },
    'many-texts': {
      wait: 'Sur WhatsApp\u00a0: cela peut attendre tant que vous pouvez payer jusqu’à 5 USD le millier.',
      first: 'Sur WhatsApp\u00a0: retirez-en le numéro, rien d’autre n’y met fin.',
    },
    'delivery-success': {
      means: 'Sur WhatsApp\u00a0: trop de réponses du jour ne sont pas arrivées, d’après Meta.',
      first: 'Sur WhatsApp\u00a0: doctor montre la note de qualité de chaque numéro.',
    },
  },
  arrivedShare: 'part arrivée, d’après WhatsApp',
  labelSuffix: ', sur WhatsApp',
  repliesToday: (currency) => `Réponses sur WhatsApp aujourd’hui, ${currency}`,
  repliesThisMonth: (currency) => `Réponses sur WhatsApp ce mois-ci, ${currency}`,
  receivedThisMonth: (currency) => `Messages reçus sur WhatsApp ce mois-ci, ${currency}`,
}

/** The words of the dashboard and the alarms, in each language that operators can choose. */
export const whatsappWords: Readonly<Record<OperatorLanguage, WhatsAppWords>> = { en: english, fr: french }
