import type { AlarmWords } from '../../carriers/carrier-monitoring.ts'
import { carrierMonitoring } from '../../carriers/cdk.ts'
import { carriersOf } from '../../settings/carriers.ts'
import type { Settings } from '../../settings/schema.ts'
import type { AlarmName } from './alarm-names.ts'
import type { StageAlarm } from './alarms-of-stage.ts'

/** The alarm's description, which its e-mail quotes; it names the alarm's section of the runbook, by address if that is known. */
export const describe = (alarm: StageAlarm, settings: Settings): string => {
  const { runbookUrl = 'docs/runbook.md' } = settings
  const { hurt, means, first } = alarm.own === undefined ? wordsFor(alarm.name, settings) : alarm.own.words
  return [
    `First thing to do: ${first}`,
    `Who is hurt: ${hurt}`,
    `What it means: ${means}`,
    `Runbook: ${runbookUrl}#${alarm.name}`,
  ].join('\n')
}

/** Carriers add sentences of their own. */
const wordsFor = (name: AlarmName, settings: Settings): AlarmWords => {
  const tell = (part: keyof AlarmWords): string =>
    [words[name][part], ...carriersOf(settings).map((carrier) => carrierMonitoring[carrier].alarmWords[name]?.[part])]
      .filter((sentence) => sentence !== undefined)
      .join(' ')
  return { hurt: tell('hurt'), means: tell('means'), first: tell('first') }
}

const words: Readonly<Record<AlarmName, Partial<AlarmWords>>> = {
  'dead-letters': {
    hurt: 'Whoever gave out the number: these texts have had no answer.',
    means:
      'A text or a reply could not be handled for more than a day, or a text never reached its queue. It is kept for 14 days.',
    first: 'Find out which queue it is and whether the cause is over. Delete nothing.',
  },
  siege: {
    hurt: 'Some honest senders, for whom there is no room now: what is left is handed out evenly over time.',
    means:
      "Half of an hour's or a day's budget is booked: either the number is being flooded, or it has become popular.",
    first: 'Nothing has to be done: the rule holds by itself. See on the dashboard who gets silence, and why.',
  },
  'over-budget': {
    hurt: 'Senders who ought to be answered and are not: whoever gave them the number waits in vain.',
    means:
      'The budget of the next 24 hours, of the day or of the month is fully booked, or the month is ahead of the calendar and the share of the day is gone, so texts get silence.',
  },
  'month-ahead': {
    hurt: 'Nobody yet, unless half of the month is booked already. If it goes on, senders who ought to be answered, on every day that is left of the month.',
    means:
      "A budget's month is booked more than two days ahead of the calendar: at this pace its parts are used up early. Once half of the month is booked ahead of the calendar, what is left is shared evenly over the days that are left: no day falls silent, but some senders get no answer.",
    first:
      "Run npm run ops -- status: it says what is left of each budget's month; compare with the days that are left. See who texts: a flood is met by the siege rule, and a number that you know can be blocked.",
  },
  spending: {
    hurt: 'Whoever pays; and senders, once the month is fully booked.',
    means: "Most of a month's budget is booked, which is the most that its replies can cost.",
    first:
      'Compare with the cost on the dashboard, and with the days that are left. A flood is met by the siege rule; honest use needs a larger budget.',
  },
  'lost-replies': {
    hurt: 'Senders who were owed a reply, and whoever gave them the number.',
    means:
      'A reply was refused by the carrier (failed), waited a day too long (expired), or may have been sent or not (uncertain).',
    first: 'See which of the three it is. None is ever sent again by itself, so that nobody is answered twice.',
  },
  'line-refused': {
    hurt: 'Senders whose replies wait, and whoever gave them the number. A reply that has waited a day expires.',
    means: 'Again and again a line could not send: nothing was sent, and replies wait until one gets through.',
    first: 'Run npm run ops -- status: it says which line, why, and what to do.',
  },
  'malformed-texts': {
    hurt: 'Whoever sent the text: it can never be answered. If it is a forged reply, nobody: it was dropped.',
    means:
      'A text came in a form that we do not read: AWS has changed it, or something else publishes to the topic. Or a reply lay in its queue that our functions have not signed: then somebody who may write to the queue tried to have somebody texted.',
    first:
      'See in the log which of the two it is. If all texts are malformed, the number is deaf. If a reply is forged, find out in IAM who may send to the queue, and revoke that.',
  },
  'function-errors': {
    hurt: 'Nobody yet: texts and replies wait in their queues for a day and are tried again, later than they should be.',
    means:
      'More than once within the hour a function has failed, AWS has refused to start one or to use the table (throttled), or a text or reply could not be handled: a service that it needs is away, a time-out, too much at once, or a mistake of ours.',
    first:
      'Read the error in the log. If it began with a deployment, deploy the version before. If the dashboard shows throttles, see whether something else in the account uses up the concurrency of Lambda.',
  },
  'many-texts': {
    means: 'More texts have come within an hour than settings expect.',
  },
  'delivery-success': {
    hurt: 'Senders who seem to be answered and are not, and whoever gave them the number.',
  },
}
