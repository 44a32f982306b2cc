import type { OperatorLanguage } from '../settings/values.ts'
import { billsParts, type CarrierName } from '../shared/rules/carriers.ts'
import { undeliveredKinds } from '../shared/rules/delivery-report.ts'
import { type BudgetState, bookedHours } from './budgets.ts'
import type { CarrierStatus } from './carrier.ts'
import { sayBeats } from './heartbeat.ts'
import { type Objection, sayObjection } from './objections.ts'
import type { LastRefusal, Reports } from './outcomes.ts'
import { describeState, type Seen } from './overall-state.ts'
import type { CancellationNote } from './pending.ts'
import type { Waiting } from './sending.ts'
import { counted, momentOf, table } from './words.ts'

/** The state of a stage. Times are in ISO 8601; days and months are those of UTC. */
export type Status = Seen &
  Waiting &
  Omit<Reports, 'billedThisMonth' | 'costThisMonthUsd'> & {
    readonly stackName: string
    readonly region: string
    readonly versions?: string
    readonly lastRefusal?: LastRefusal
    /** Read only if no beat has come for hours. */
    readonly objection?: Objection
    /** The minutes that lines owe for replies that may be lost, and until when nothing is sent by those that rest. */
    readonly debts: readonly { readonly line: string; readonly minutes: number; readonly restsUntil?: string }[]
    /** `textsLastHour` counts the 60 minutes before now. An alarm goes off above `manyTexts`. */
    readonly textsLastHour: number
    readonly manyTexts: number
    readonly textsToday: number
    readonly silencedToday: number
    /** Texts that are hidden in their queue, mostly because they wait for room, and texts that nobody has read yet. */
    readonly textsWaiting: number
    readonly textsUnread: number
    readonly blockedToday: number
    readonly carriers: readonly CarrierName[]
    readonly spentThisMonthUsd: number
    readonly monthlyLimitUsd: number
    /** In which sums are shown, as on the dashboard. */
    readonly currency: { readonly code: string; readonly perUsd: number }
    readonly pastHours: readonly { readonly start: string; readonly sent: number }[]
    readonly budgets: readonly Omit<BudgetState, 'besieged'>[]
  }

/** Prints the status on one screen, with the rows that carriers add. */
export const printStatus = (status: Status, language: OperatorLanguage, ofCarriers: CarrierStatus['rows'] = []) =>
  [
    describeState(status, language),
    `${status.stackName}, ${status.region}, ${momentOf(status.at)} (deployed ${momentOf(status.deployedAt)})`,
    '',
    table([
      ['Sending', status.paused ? 'PAUSED: replies wait, and expire a day after they were due' : 'runs'],
      ...lastRefusal(status),
      ['Heartbeat', heartbeat(status)],
      ...(status.versions === undefined ? [] : [['Version', status.versions] as const]),
      ['Texts', texts(status)],
      ['Replies today', replies(status)],
      ['In three days', arrived(status)],
      ...cancellations(status),
      ...status.debts.map((debt) => ['Debt', sayDebt(debt)] as const),
      ['Senders blocked', `${status.blockedToday} today, by the rule`],
      ['Siege', status.siege ? "YES: half of an hour's or a day's budget is booked" : 'no'],
      ['Dead letters', deadLetters(status)],
      ['Alarms', alarms(status)],
      ...ofCarriers,
      ...(billsParts(status.carriers) ? [['SMS this month', spending(status)] as const] : []),
      ...status.budgets.map(budgetLine),
    ]),
    '',
    ...hourLines(status),
  ].join('\n')

/** The alarm about dead letters looks back an hour, so it lasts a while after the last of them is gone. */
const alarms = (status: Status): string =>
  status.alarms
    .map(({ name, since }) => {
      const isOver = name === 'dead-letters' && deadLetters(status) === 'none'
      return `${name} since ${momentOf(since)}${isOver ? ' (none is left: it ends by itself within an hour)' : ''}`
    })
    .join(', ') || 'none'

const lastRefusal = ({ refused, lastRefusal: last }: Status): readonly (readonly [string, string])[] => {
  if (last === undefined) return []
  const of = last.budget === undefined ? '' : ` (budget ${last.budget})`
  return [['Last refusal', `${momentOf(last.at)}${of}${refused ? ', AND NONE ACCEPTED SINCE' : ''}: ${last.say}`]]
}

const heartbeat = (status: Status): string =>
  [sayBeats(status), ...(status.objection === undefined ? [] : [sayObjection(status.objection)])].join('; ')

const texts = (status: Status): string => {
  const { textsLastHour, manyTexts, textsToday, silencedToday, textsWaiting, textsUnread } = status
  const undecided = [
    ...(textsWaiting === 0 ? [] : [`${counted(textsWaiting, 'waits', 'wait')} for room, or to be tried again`]),
    ...(textsUnread === 0 ? [] : [`${counted(textsUnread, 'message is', 'messages are')} not read yet`]),
  ].join('; ')
  const decided = `${textsToday} today, of which ${silencedToday} got silence`
  return `${textsLastHour} in the last hour (${manyTexts} are many), ${decided}${undecided && `; ${undecided}`}`
}

const replies = (status: Status): string => {
  const { budgets, repliesToday, cancelledToday, expiredToday, repliesWaiting, cancelledWaiting } = status
  const booked = budgets.reduce((sum, { bookedToday }) => sum + bookedToday, 0)
  const cancelled = cancelledWaiting === 0 ? '' : `, ${cancelledWaiting} of them cancelled`
  const waiting = `${counted(repliesWaiting, 'waits', 'wait')}${cancelled}`
  return `${booked} booked, ${repliesToday} submitted, ${cancelledToday} cancelled, ${expiredToday} expired; ${waiting}`
}

const arrived = (status: Status): string => {
  const { deliveredLately, undeliveredLately, undeliveredLatelyBecause, unreportedLately } = status
  const because = undeliveredKinds.flatMap((kind) => {
    const count = undeliveredLatelyBecause[kind]
    return count === undefined ? [] : [`${kind} ${count}`]
  })
  const lost = because.length === 0 ? '' : ` (${because.join(', ')})`
  const unreported = unreportedLately === 0 ? '' : `, no news of ${unreportedLately} for 72 hours`
  return `${deliveredLately} arrived, ${undeliveredLately} did not${lost}${unreported}`
}

/** How many notes fit on the screen. The JSON output has all of them. */
const notesShown = 2

const cancellations = ({ cancellations: notes }: Status): readonly (readonly [string, string])[] => {
  const more = notes.length - notesShown
  return [
    ...notes.slice(-notesShown).map((note) => ['Cancelled', sayNote(note)] as const),
    ...(more > 0 ? [['', `and ${more} before: see doctor`] as const] : []),
  ]
}

const sayDebt = ({ line, minutes, restsUntil }: Status['debts'][number]): string => {
  const rests = restsUntil === undefined ? '' : `, and RESTS until ${momentOf(restsUntil)}`
  return `${line} owes ${counted(minutes, 'minute', 'minutes')} for replies that may be lost${rests}`
}

export const sayNote = ({ after, before, decidedAt, replies, ignored }: CancellationNote): string =>
  `what was promised from ${momentOf(after)} to ${momentOf(before)}, ${replies} then, decided ${momentOf(decidedAt)}${ignored === false ? '' : `, IGNORED (${ignored})`}`

const deadLetters = ({ deadLetters: { texts, replies, undelivered } }: Status): string =>
  texts + replies + undelivered === 0
    ? 'none'
    : [
        counted(texts, 'text', 'texts'),
        counted(replies, 'reply', 'replies'),
        `${counted(undelivered, 'text', 'texts')} that SNS could not deliver`,
      ].join(', ')

const spending = ({ spentThisMonthUsd, monthlyLimitUsd, currency: { code, perUsd } }: Status): string =>
  `${(spentThisMonthUsd * perUsd).toFixed(2)} ${code} as AWS reports it, for this stage; all budgets allow ${Math.round(monthlyLimitUsd * perUsd)} ${code}`

const budgetLine = ({ name, limits, ...booked }: Status['budgets'][number]): readonly [string, string] => {
  // A budget that was lowered may have more booked than it allows.
  const leftOf = (limit: number, booked: number) => `${Math.max(0, limit - booked)} of ${limit}`
  const [day, month] = [leftOf(limits.day, booked.bookedToday), leftOf(limits.month, booked.bookedThisMonth)]
  return [`Budget ${name}`, `${day} replies left today, ${month} this month`]
}

/** One bar per hour: first what was sent, then what is booked. */
const hourLines = ({ pastHours, budgets }: Status): readonly string[] => {
  const limit = budgets.reduce((sum, { limits }) => sum + limits.hour, 0)
  const coming = bookedHours(budgets)
  const later = coming.slice(hoursShown)
  return [
    `Replies by the hour (UTC), of ${limit}`,
    ...pastHours.map(({ start, sent }) => hourLine(start, sent, limit, 'sent')),
    ...coming
      .slice(0, hoursShown)
      .map(({ start, booked }, i) => hourLine(start, booked, limit, i === 0 ? 'booked, this hour' : 'booked')),
    ...(later.length === 0
      ? []
      : [
          `and ${later.reduce((sum, { booked }) => sum + booked, 0)} in the ${later.length === 1 ? 'hour' : `${later.length} hours`} after that`,
        ]),
  ]
}

/** How many coming hours fit on the screen. The JSON output has all of them. */
const hoursShown = 6

const barWidth = 40

const hourLine = (start: string, replies: number, limit: number, what: string): string => {
  const filled = Math.min(barWidth, Math.ceil((replies / limit) * barWidth))
  return `${start.slice(11, 16)}  ${'█'.repeat(filled)}${'·'.repeat(barWidth - filled)}  ${replies} ${what}`
}
