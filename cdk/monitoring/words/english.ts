import { told } from '../../../settings/figures.ts'
import type { AnySilentReason } from '../../../shared/rules/telemetry.ts'

export const english = {
  /** What the lines of an alarm's description begin with. */
  description: {
    first: (text: string) => `First thing to do: ${text}`,
    hurt: (text: string) => `Who is hurt: ${text}`,
    means: (text: string) => `What it means: ${text}`,
    runbook: (address: string) => `Runbook: ${address}`,
  },
  runbookFile: 'docs/runbook.md',
  /** The mail that comes once a month, a line each. */
  reminder: {
    askForText: (stage: string, numbers: number, countries: string, minutes: number) =>
      `The monthly check of Anti-relou, ${stage}: text ${numbers === 1 ? 'the number' : 'each number'} from a phone of a country that it serves (${countries}) and that has not texted it for a month, and see that the reply arrives, usually within ${minutes} min.`,
    otherwise: (address: string) => `If it doesn't: ${address}`,
    askForTrial: (stage: string) =>
      `Alarms are mailed another way than this: have an installer run npm run ops -- try-alarm --stage ${stage}, and see that its mail comes to everybody.`,
    isExpected:
      "This is the one mail that is expected each month: if it doesn't come, other mails may not come either.",
    section: 'once-a-month',
  },
  header: {
    runbook: (runbook: string) =>
      `What to do about each alarm, and how to see once a month that the number still answers: ${runbook}.`,
    days: 'Days and months are those of UTC, but an alarm on a day looks at the last 24 hours. What AWS counts comes some minutes late.',
    link: (address: string) => `[the runbook](${address})`,
    alarms: 'Alarms',
  },
  titles: {
    textsToday: 'Texts today',
    minutesSinceBeat: 'Minutes since the last heartbeat',
    repliesToday: 'Replies submitted to the carrier today',
    wroteAgain: 'People answered in 30 days, and who wrote again, a day or more later',
    turnedAway: 'Turned away by the siege rule today',
    hidden: 'Replies queued, texts waiting for room',
    texts: 'Texts received, replies booked and replies submitted to the carrier',
    silenced: 'Texts that got no reply, by reason',
    bookedByHour: 'Replies booked by the hour',
    bookedByDay: 'Replies booked by the day',
    bookedThisMonth: 'Replies booked this month',
    costToday: (currency: string) => `Cost of replies today, ${currency}`,
    costThisMonth: (currency: string) => `Cost of replies this month, ${currency}`,
    arrived: 'Replies that arrived, by the day (1: all)',
    spent: 'Cost of SMS this month, as AWS reports it (USD)',
    reports: 'Replies submitted, and what carriers report of them',
  },
  labels: {
    texts: 'texts',
    replies: 'replies',
    minutes: 'minutes',
    firstReplies: 'first replies',
    secondReplies: 'second ones',
    repliesBooked: 'replies booked',
    repliesCancelled: 'replies cancelled',
    repliesSubmitted: 'replies submitted',
    bookedForThenOrLater: 'booked, for then or later',
    booked: 'booked',
    budget: 'budget',
    allBudgets: 'all budgets',
    alarmBelow: 'alarm below',
    submitted: 'submitted',
    arrived: 'arrived',
    notArrived: 'did not arrive',
    noNews: 'no news for 72 hours',
    arrivedShare: 'share that arrived',
    deadLetters: 'dead letters',
    refusedOnly: 'replies refused while none was accepted',
    refused: 'malformed or refused texts',
    errorsAndThrottles: 'errors and throttles',
  },
  reasons: {
    malformed: 'not readable',
    stale: `older than ${told('en').tooOld}`,
    'unknown-line': 'to a number that is not ours',
    'own-line': 'from one of our lines',
    'not-a-mobile': 'not from a mobile',
    country: 'from a country not served',
    'opted-out': 'sender asked for no reply (STOP)',
    blocked: 'sender is blocked',
    'answered-recently': 'sender was answered recently',
    duplicate: 'delivered twice',
    'over-budget': 'budget is full',
    siege: 'turned away by the siege rule',
    'asks-again': 'asked again while a text waits',
    'ignored-call': 'call to a line that ignores calls',
  } satisfies Record<AnySilentReason, string>,
}

/** All that the dashboard and the alarms say in one language, without what carriers add. */
export type MonitoringWords = typeof english
