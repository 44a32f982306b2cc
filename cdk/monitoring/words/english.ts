import type { AnySilentReason } from '../../../shared/rules/telemetry.ts'
import type { AlarmName, AlarmWords } from '../alarm.ts'

/** Its shape is what every language has to say. */
export const english = {
  /** What the lines of an alarm's description begin with. */
  description: {
    first: (text: string) => `First thing to do: ${text}`,
    hurt: (text: string) => `Who is hurt: ${text}`,
    means: (text: string) => `What it means: ${text}`,
    runbook: (address: string) => `Runbook: ${address}`,
  },
  /** A part that is missing is told by carriers. */
  alarms: {
    'dead-letters': {
      wait: "It can wait until the morning, but not for a day: a text that is older than two days gets no answer. If dead-letters finds none, it can't wait: texts are being lost.",
      hurt: 'Whoever gave out the number: these texts have had no answer.',
      means:
        'A text or a reply could not be handled for more than a day, or a text never reached its queue. It is kept for 14 days, unless SNS could not keep it, either.',
      first: 'Find out which queue it is and whether the cause is over. Delete nothing. If it is none, run doctor.',
    },
    siege: {
      wait: 'It can wait until the morning: replies cannot cost more than the budget, and many-texts rings if this gets expensive.',
      hurt: 'Some honest senders, for whom there is no room now: what is left is handed out evenly over time.',
      means:
        "Half of an hour's or a day's budget is booked: either the number is being flooded, or it has become popular.",
      first: 'Nothing: go back to sleep. The dashboard shows who gets silence, and why.',
    },
    'over-budget': {
      wait: 'It can wait until the morning: until then, senders get silence.',
      hurt: 'Senders who ought to be answered, and whoever gave them the number.',
      means:
        'The budget of the next 24 hours, of the day or of the month is fully booked, or the month is ahead of the calendar and the share of the day is gone.',
      first: 'See whether it is a flood (then leave it) or honest use (then raise the budget).',
    },
    'month-ahead': {
      wait: 'It can wait for days: the month does not run out overnight.',
      hurt: 'Nobody yet, unless half of the month is booked. If it goes on, senders who ought to be answered, until the month ends.',
      means:
        "A budget's month is booked more than two days ahead of the calendar. Once half of it is booked, the rest is shared out over its days: none falls silent, but some senders do get silence.",
      first: 'See who texts: a flood is met by the siege rule, and a number that you know can be blocked.',
    },
    spending: {
      wait: 'It can wait until the morning: replies cannot cost more than the budget.',
      hurt: 'Whoever pays; and senders, once the month is fully booked.',
      means: "Most of a month's budget is booked, which is the most that its replies can cost.",
      first:
        'Compare with the cost on the dashboard, and with the days that are left. A flood is met by the siege rule; honest use needs a larger budget.',
    },
    'lost-replies': {
      wait: 'It can wait until the morning: none of these replies is sent again, so that nobody is answered twice.',
      hurt: 'Senders who were owed a reply, and whoever gave them the number.',
      means:
        'A reply was refused by the carrier (failed), waited a day too long (expired), or may have been sent or not (uncertain).',
      first: 'See which of the three it is, and leave the replies alone.',
    },
    'line-refused': {
      wait: 'It can wait until the morning, but not for a day: then the replies that wait expire.',
      hurt: 'Senders whose replies wait, and whoever gave them the number.',
      means: 'A line could not send, and could not minutes later: it is refused, or nobody answers.',
      first: 'See why, and what to do.',
    },
    'replies-refused': {
      wait: 'It can wait until the morning, but not for a day: then the replies that wait expire.',
      hurt: 'Senders whose replies wait, and whoever gave them the number.',
      means:
        'In three hours, three replies or more were refused, each for a reason that may be about its destination, and their carrier accepted none. So it is probably the line.',
      first: 'See why the last one was refused, and what to do.',
    },
    'malformed-texts': {
      wait: 'It can wait until the morning, unless the log says "reply forged": then somebody may have got into your account. And if every text is unreadable, the number is deaf.',
      hurt: 'Whoever sent the text: it can never be answered. A forged reply was dropped.',
      means:
        'A text came in a form that we do not read: AWS has changed it, or something else publishes to the topic. Or the queue of replies held one that our functions have not signed.',
      first:
        'Read the log now. If a reply is forged, find out in IAM who may send to the queue of replies, and revoke that.',
    },
    'function-errors': {
      wait: 'It can wait until the morning, but not for a day: until then, what failed is tried again.',
      hurt: 'Nobody yet: replies come later than they should.',
      means:
        'More than once within the hour a function failed, AWS did not start one (throttled), or a text or reply could not be handled: a service is away or throttles us, a time-out, too much at once, or a mistake of ours.',
      first:
        'Read the error in the log. If it began with a deployment, deploy the version before. If the dashboard shows throttles, see what else uses up the concurrency of Lambda.',
    },
    'many-texts': {
      hurt: 'Whoever pays; and whoever gave out the number, if texts are lost.',
      means: 'More texts have come within an hour than settings expect; in a siege, twenty times as many.',
    },
    'delivery-success': {
      wait: 'It can wait until the morning, but more replies may be lost until then.',
      hurt: 'Senders who seem to be answered and are not.',
    },
  } satisfies Record<AlarmName, Partial<AlarmWords>>,
  runbookFile: 'docs/runbook.md',
  header: {
    runbook: (runbook: string) =>
      `What to do about each alarm, and how to see once a month that the number still answers: ${runbook}.`,
    days: 'Days and months are those of UTC, but an alarm on a day looks at the last 24 hours. What AWS counts comes some minutes late.',
    link: (address: string) => `[the runbook](${address})`,
    alarms: 'Alarms',
  },
  titles: {
    textsToday: 'Texts today',
    minutesSinceText: 'Minutes since the last text',
    repliesToday: 'Replies submitted to the carrier today',
    blockedToday: 'Senders blocked today',
    siege: 'Siege this hour (1: yes)',
    waiting: 'Replies waiting',
    texts: 'Texts received, replies booked and replies submitted to the carrier',
    silenced: 'Texts that got no reply, by reason',
    bookedByHour: 'Parts booked by the hour',
    bookedByDay: 'Parts booked by the day',
    bookedThisMonth: 'Parts booked this month',
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
    senders: 'senders',
    siege: 'siege',
    times: 'times',
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
    undelivered: 'texts that SNS could not deliver',
    refusedOnly: 'replies refused while none was accepted',
    notOurs: 'messages that are not ours',
    errorsAndThrottles: 'errors and throttles',
    textsBesidesSiege: 'texts and throttles, less those of a siege',
  },
  reasons: {
    malformed: 'not readable',
    stale: 'older than two days',
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
    'ignored-call': 'call to a line that ignores calls',
  } satisfies Record<AnySilentReason, string>,
  infrastructure: {
    heading: 'The infrastructure',
    receiveSms: 'receive-sms, which decides on texts',
    sendReply: 'send-reply, which sends replies',
    queues: 'Queues',
    topicAndTable: 'Topic and table',
    texts: 'Texts',
    replies: 'Replies',
    deadLetters: 'Dead letters',
    topic: 'Topic',
    tableUnits: 'Table: units',
    tableThrottles: 'Table: throttles',
    invocations: 'Invocations',
    errorsAndThrottles: 'Errors and throttles',
    duration: 'Duration',
    invoked: 'Invocations',
    faults: 'Errors',
    throttles: 'Throttles',
    average: 'Average',
    longest: 'Longest',
    visible: 'Waiting',
    held: 'Held or in work',
    published: 'Published',
    failed: 'Failed',
    read: 'Read',
    written: 'Written',
    reads: 'Reads',
    writes: 'Writes',
    textsAgain: 'Texts that come again',
    repliesAgain: 'Replies that come again',
    count: 'Count',
  },
}

/** All that the dashboard and the alarms say in one language, without what carriers add. */
export type MonitoringWords = typeof english
