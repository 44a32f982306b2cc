import type { CarrierWords } from '../../carrier-monitoring.ts'

/** The type of this object is also that of every translation. */
export const english = {
  alarms: {
    'over-budget': {
      first: 'Of a SIM: leave the budget, since a larger one risks its contract; if it is honest use, add a line.',
    },
    'month-ahead': {
      first:
        'Of a SIM: if many call, have it ignore calls; if it is honest use, raise the month within what its operator bears, or add a line.',
    },
    'line-refused': {
      means: 'httpSMS refuses: its key, its plan, or the phone is unknown to it.',
    },
    'malformed-texts': {
      means: 'Of a SIM: httpSMS has changed it, or its app encrypts texts.',
    },
    'function-errors': {
      hurt: 'But a text to a SIM has no answer if httpSMS fails twice to tell us of it.',
      means: 'Or the keys by which we know httpSMS could not be read: then every text to a SIM is refused.',
      first: 'A flood of the webhook can, too, unless httpSms.webhookConcurrency in the settings bounds it.',
    },
    'many-texts': {
      hurt: 'Of a SIM: receiving costs nothing, but texts are lost once the plan of httpSMS is used up, or while a flood of its public address keeps httpSMS out.',
      means: 'Of a SIM: requests to its public address count too that AWS throttled, because too many came at once.',
      first:
        'Of a SIM: see what is left of the plan of httpSMS, and leave it otherwise. If the dashboard shows throttles of sim-webhook, somebody floods its address.',
    },
    'delivery-success': {
      means: 'Of a SIM: too many replies of a day were given to a phone that could not send them.',
      first: 'Of a SIM: see whether it still sends a text by hand, or its operator has suspended it.',
    },
  } satisfies CarrierWords['alarms'],
  phoneOffline: {
    hurt: 'Whoever gave out the number: texts to it are not seen, and replies wait.',
    means: 'The phone of a SIM line has stopped reporting, or a reply is due and its phone does not report.',
    first: 'Look after the phone: power, network, and whether the httpSMS app still runs.',
  },
  arrivedShare: 'share that SIMs could send',
  labelSuffix: ', of SIMs',
  offlineThisHour: 'Phone offline this hour (0: no)',
  times: 'times',
  webhook: 'sim-webhook, which hears from phones',
  refused: 'Requests that are refused',
  unknown: 'Events that are not known',
  unreadable: 'Times that keys could not be read',
}

/** The words of the dashboard and the alarms that only lines with a SIM need. */
export type SimWords = typeof english
