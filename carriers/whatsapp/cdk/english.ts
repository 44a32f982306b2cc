import type { CarrierWords } from '../../carrier-monitoring.ts'

/** The type of this object is also that of every translation. */
export const english = {
  alarms: {
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
  } satisfies CarrierWords['alarms'],
  arrivedShare: 'share that arrived, as WhatsApp reports',
  labelSuffix: ', on WhatsApp',
  repliesToday: (currency: string) => `Replies on WhatsApp today, ${currency}`,
  repliesThisMonth: (currency: string) => `Replies on WhatsApp this month, ${currency}`,
  receivedThisMonth: (currency: string) => `Messages received on WhatsApp this month, ${currency}`,
}

/** The words of the dashboard and the alarms that only lines on WhatsApp need. */
export type WhatsAppWords = typeof english
