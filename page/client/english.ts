import { told } from '../../settings/figures.ts'
import type { DeliveryStatus } from '../../shared/rules/delivery-report.ts'
import type { AnySilentReason, Outcome } from '../../shared/rules/telemetry.ts'
import type { ExperimentKind, Receipt } from './protocol.ts'

const rules = told('en')

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** The type of this object is also that of every translation. Times and sums are passed in already formatted. */
export const english = {
  notTheRealOne: (stage: string) =>
    `A number to give out instead of one’s own, tried on this machine (${stage}): nothing leaves it.`,
  connection: { waiting: 'Connecting…', live: 'Live', lost: 'Connection lost. Trying again…' },
  here: (time: string) => `${time} here`,

  now: 'Now',
  /** What goes on, in one sentence each. The most important one that is true comes first on the page. */
  situation: {
    starting: 'The number is starting, which takes some seconds.',
    unknown: 'Not known: the connection to the number is lost.',
    well: (lines: string) => `Whoever texts ${lines} is answered once. The rest is silence.`,
    paused: 'Paused: replies stay queued, and expire a day after they were due.',
    refused: (line: string) => `The line ${line} is refused: its replies stay queued.`,
    siege: 'A siege, and the number holds by itself.',
    siegeLasts: (span: string) => `What is left of the budget lasts until the day ends (UTC), in ${span}.`,
    ringing: (count: number, titles: string) => `${counted(count, 'alarm rings', 'alarms ring')}: ${titles}.`,
  },
  lastBeat: (minutes: number) =>
    `All is well. Last heartbeat: ${minutes === 0 ? 'just now' : `${counted(minutes, 'minute', 'minutes')} ago`}.`,
  lateBeat: (minutes: number, doctor: string) =>
    `No alarm is on, but no heartbeat for ${counted(minutes, 'minute', 'minutes')}. ${doctor} says why.`,
  noBeat: 'No alarm is on. The first heartbeat is under way.',
  wroteAgain: (phones: number) =>
    `${counted(phones, 'phone', 'phones')} wrote again, a day or more later, and got a second reply.`,
  saysAlarm: 'What the alarm says',
  noDataOfAlarm: 'no data',
  copy: 'Copy',
  copied: 'Copied',
  since: (time: string) => `since ${time}`,
  more: 'More',
  runbook: 'What to do',
  quietAlarms: (count: number) => counted(count, 'alarm is quiet', 'alarms are quiet'),

  phones: 'Phones',
  anotherPhone: 'Another phone',
  newSender: 'Sender',
  noSender: (example: string) => `Write the number with its country code, such as ${example}.`,
  noWords: '(no words)',
  openPhone: 'Open a phone',
  shownSender: 'Phone shown',
  line: 'Texts go to',
  onNetwork: (number: string, network: string) => `${number} on ${network}`,
  hiddenNumber: 'number hidden',
  phone: (sender: string) => `Phone ${sender}`,
  conversation: (sender: string) => `Texts of ${sender}`,
  nothingYet: 'Nothing yet. Write a first text below.',
  yourText: 'Your text',
  yourTextTo: (line: string) => `Your text to ${line}`,
  send: 'Send',
  notSent: (reason: string) => `Not sent. ${reason}`,
  call: 'Call',
  callLine: (line: string) => `Call ${line}`,
  called: 'Missed call',
  notCalled: (reason: string) => `Not called. ${reason}`,
  noServer: 'The server does not answer.',
  /** Why the server refused a request. It says so in English, which other languages leave out. */
  refused: (_status: number, reason: string) => reason,

  undecided: 'Being decided…',
  undecidedYet: `Not decided yet: without room, it is looked at every ${rules.lookEvery}, for ${rules.waitForRoom} at most.`,
  waiting: (dueAt: string) =>
    `To be answered at ${dueAt}: after a while, so that whoever gave the number has time to leave.`,
  afterWaiting: (dueAt: string) => `To be answered at ${dueAt}: there was no room before.`,
  overdue: (dueAt: string, why: string) => `Due since ${dueAt}: ${why}.`,
  heldBy: {
    resume: 'replies are paused',
    line: (reason: string) => `the line is refused (${reason}), and tried again`,
    pace: 'it keeps the pace of its line',
  },
  outcome: {
    sent: 'Answered after a while, so that whoever gave the number has time to leave.',
    failed: 'No answer: the carrier refused it for good.',
    uncertain: 'Perhaps answered: the carrier did not say, and a reply is never repeated.',
    expired: 'No answer: a day after it was due, it came too late.',
    cancelled: 'No answer: it was cancelled, by a STOP or by a volunteer.',
  } satisfies Record<Outcome, string>,
  sentSoon: 'Answered. A real number waits first, so that whoever gave it has time to leave.',
  delivery: {
    delivered: 'The reply arrived.',
    unreported: 'Nobody knows whether the reply arrived: AWS had no news of it for 72 hours.',
    blocked: 'The reply did not arrive: the carrier blocked it.',
    unreachable: 'The reply did not arrive: the phone could not be reached.',
    invalid: 'The reply did not arrive: the number is none.',
    spam: 'The reply did not arrive: the carrier took it for spam.',
    expired: 'The reply did not arrive: the phone was off for too long.',
    unknown: 'The reply did not arrive: the carrier did not say why.',
  } satisfies Record<DeliveryStatus, string>,
  receipt: { sent: 'Sent', delivered: 'Delivered', read: 'Read' } satisfies Record<Receipt, string>,
  silence: (reason: string, why: string) => `Silence: ${reason}. ${why}`,
  /** Each reason in one or two words, and an explanation for people who have never read the code. */
  reasons: {
    malformed: ['malformed', 'This is no text as carriers deliver them.'],
    stale: ['too old', `It arrived more than ${rules.tooOld} late.`],
    'unknown-line': ['unknown line', 'The number texted is none of ours.'],
    'own-line': ['one of our own lines', 'Two numbers that answer each other would never stop.'],
    'not-a-mobile': ['not a mobile', 'Nobody can read an answer at this number.'],
    country: ['country not served', 'Only mobiles of the countries in the settings are answered.'],
    'opted-out': ['opted out', `STOP ends answers for ${rules.optOut}.`],
    blocked: ['sender blocked', 'Too many texts: this sender gets nothing for a long while.'],
    'answered-recently': ['answered recently', 'One answer says it all; more would be a conversation.'],
    duplicate: ['came twice', 'The same text came twice; it has had its answer.'],
    'over-budget': ['over budget', 'The next 24 hours are full, or the month has to last; an alarm tells people.'],
    siege: [
      'siege rule',
      'More people text than can be answered: what is left is drawn by lot, bit by bit, and lookalikes have little chance.',
    ],
    'asks-again': ['asked again', 'An earlier text of this sender still waits for room; one answer says it all.'],
    'ignored-call': ['call ignored', 'A caller’s number is easily faked: this line answers texts only.'],
  } satisfies Record<AnySilentReason, readonly [reason: string, why: string]>,

  start: [
    'START',
    'Within ten minutes of the first STOP, it allows answers again, from the next text on; later, only the volunteers can.',
  ] as readonly [reason: string, why: string],

  experiments: 'What if somebody goes on, or thousands come?',
  experiment: {
    harasser: 'A persistent harasser',
    siege: 'A siege from 5,000 numbers',
    refuse: 'The carrier refuses the line',
  } satisfies Record<ExperimentKind, string>,
  shows: {
    harasser: 'Writes 25 times: one answer at most, then silence, then a block.',
    siege: 'Each writes once. Few are answered: the budget must last.',
    refuse: 'Nothing can be sent for a quarter of an hour, and an alarm rings if a reply is due.',
  } satisfies Record<ExperimentKind, string>,
  startAfresh: 'Start afresh',
  startingAfresh: 'Starting afresh…',
  startsAfresh: 'The number forgets all texts, senders, bookings and figures.',
  reallyAfresh: 'Start afresh?',
  forgetAll: 'Forget everything',
  keepAll: 'Keep everything',
  stop: 'Stop the siege',
  siegeRunning: 'A siege is running: wait for its end, or stop it.',
  progress: (seen: string, total: string) => `${seen} of ${total} texts looked at`,
  stopped: ', stopped.',
  result: (texts: string, promised: string, _count: number) => `${texts} texts, ${promised} promised an answer`,
  cost: (cost: string, unprotected: string) => `: ${cost} instead of ${unprotected} for replies`,
  receiving: (cost: string) => `; receiving cost ${cost}`,
  receivingFree: '; receiving costs nothing that we know of',
  silences: (counts: readonly (readonly [reason: string, count: string])[]) =>
    `Silence: ${counts.map(([reason, count]) => `${count} (${reason})`).join(', ')}.`,
  waitForRoom: (count: string) => `${count} wait for room, for ${rules.waitForRoom} at most.`,

  picture: 'What arrived, and what was answered',
  textsArrived: (count: number): string => (count === 1 ? 'text arrived' : 'texts arrived'),
  sentOfPromised: (sent: number, promised: string, _count: number) =>
    `${sent === 1 ? 'reply' : 'replies'} sent, of ${promised} promised`,
  costOfPromised: 'for what is promised',
  costOfReceiving: 'for receiving',
  textsEach: (period: string) => `texts in ${period}`,
  budget: (used: string, limit: string) => `Today’s budget: ${used} of ${limit} replies used`,

  moreToTry: 'More to try, and trouble to make',
}

/** Everything that the page itself says, in one language. */
export type Words = typeof english
