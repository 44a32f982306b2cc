import { usdIn } from '../settings/figures.ts'
import type { OperatorLanguage, Translated } from '../settings/values.ts'
import { billsParts, type CarrierName } from '../shared/rules/carriers.ts'
import { undeliveredKinds } from '../shared/rules/delivery-report.ts'
import { type BudgetState, bookedHours } from './budgets.ts'
import type { CarrierStatus } from './carrier.ts'
import { sayBeats } from './heartbeat.ts'
import { type Objection, sayObjection } from './objections.ts'
import type { LastRefusal, Reports } from './outcomes.ts'
import { describeState, type Seen } from './overall-state.ts'
import type { Queued } from './sending.ts'
import { type Costs, type StatusWords, statusWords, type WroteAgain } from './status-words.ts'
import { decimal, momentOf, table } from './words.ts'

/** The reasons for which a text is turned away, whatever its sender sent before. */
export const atFirstSight = ['unknown-line', 'own-line', 'not-a-mobile', 'country', 'stale'] as const

/** The state of a stage. Times are in ISO 8601; days and months are those of UTC. */
export type Status = Seen &
  Queued &
  Omit<Reports, 'billedThisMonth' | 'costThisMonthUsd'> & {
    readonly stackName: string
    readonly region: string
    readonly versions?: Translated
    readonly lastRefusal?: LastRefusal
    /** Read only if no beat has come for hours. */
    readonly objection?: Objection
    /** Texts that came in the 60 minutes and in the 24 hours before now, decided or not. */
    readonly textsLastHour: number
    readonly textsLastDay: number
    readonly textsToday: number
    /** What receiving them has cost in USD, by hour and day, and above how much a day an alarm goes off. */
    readonly received?: { readonly [sum in 'lastHourUsd' | 'lastDayUsd' | 'alarmUsd']: number }
    readonly silencedToday: number
    readonly repliesToday: number
    readonly cancelledToday: number
    readonly expiredToday: number
    /** Of 30 days, how many people got a first reply, and how many their second, as they wrote again. */
    readonly wroteAgain: WroteAgain
    /** When the hour began in which a carrier last accepted a reply; null if that is over 30 days ago. */
    readonly lastReply: string | null
    /** The texts of some 24 hours, how many of them lacked room, and how many came while another of theirs waited. */
    readonly lastDay: Seen['lastDay'] & { readonly [counted in 'turnedAway' | 'overBudget' | 'askedAgain']: number } & {
      /** Texts turned away at first sight, of anybody, by reason. */
      readonly refusedBecause: { readonly [reason in (typeof atFirstSight)[number]]?: number }
    }
    /** Texts that are hidden in their queue, mostly because they wait for room, and texts that nobody has read yet. */
    readonly textsWaiting: number
    readonly textsUnread: number
    readonly blockedToday: number
    readonly carriers: readonly CarrierName[]
    readonly spentThisMonthUsd: number
    readonly monthlyLimitUsd: number
    /** In which sums are shown, as on the dashboard. */
    readonly currency: { readonly code: string; readonly perUsd: number }
    readonly budgets: readonly BudgetState[]
  }

/** Prints the status on one screen, with the rows that carriers add. */
export const printStatus = (
  status: Status,
  language: OperatorLanguage,
  ofCarriers: CarrierStatus['rows'] = [],
): string => {
  const words = statusWords[language]
  const { labels } = words
  return [
    describeState(status, language),
    `${status.stackName}, ${status.region}, ${momentOf(status.at)} (${words.deployed(momentOf(status.deployedAt))})`,
    '',
    table([
      [labels.sending, status.paused ? words.paused : words.runs],
      ...lastRefusal(status, language),
      [labels.heartbeat, heartbeat(status, language)],
      ...(status.versions === undefined ? [] : [[labels.version, status.versions[language]] as const]),
      [labels.texts, texts(status, language)],
      [labels.turnedAway, words.turnedAway(status.lastDay, status.textsLastDay)],
      ...refusals(status.lastDay, words),
      [labels.replies, replies(status, words)],
      [labels.wroteAgain, words.wroteAgain(status.wroteAgain)],
      [labels.arrived, arrived(status, words)],
      ...status.debts.map((debt) => [labels.debt, sayDebt(debt, words)] as const),
      [labels.blocked, words.blocked(status.blockedToday)],
      [labels.deadLetters, deadLetters(status, words)],
      [labels.alarms, alarms(status, words)],
      ...ofCarriers,
      ...(billsParts(status.carriers) ? [[labels.cost, spending(status, words, language)] as const] : []),
      ...status.budgets.map((budget) => budgetLine(budget, words)),
    ]),
    '',
    ...hourLines(status, words),
  ].join('\n')
}

/** The alarm about dead letters looks back an hour, so it lasts a while after the last of them is gone. */
const alarms = (status: Status, words: StatusWords): string =>
  status.alarms
    .map(({ name, since }) => {
      const isOver = name === 'dead-letters' && lettersOf(status) === 0
      return `${words.alarm(name, momentOf(since))}${isOver ? ` ${words.endsByItself}` : ''}`
    })
    .join(', ') || words.noAlarm

/** The day's texts that were turned away at first sight, by reason, once they are as many as replies booked. */
const refusals = (
  { booked, refusedBecause }: Status['lastDay'],
  { labels, reasons }: StatusWords,
): readonly (readonly [string, string])[] => {
  const counts = atFirstSight.flatMap((reason) => {
    const texts = refusedBecause[reason] ?? 0
    return texts === 0 ? [] : [{ texts, said: `${reasons[reason]} ${texts}` }]
  })
  const refused = counts.reduce((sum, { texts }) => sum + texts, 0)
  if (refused === 0 || refused < booked) return []
  return [[labels.refused, counts.map(({ said }) => said).join(', ')]]
}

const lastRefusal = (
  { refused, lastRefusal: last }: Status,
  language: OperatorLanguage,
): readonly (readonly [string, string])[] => {
  if (last === undefined) return []
  const { labels, refusal } = statusWords[language]
  const of = last.budget === undefined ? '' : ` (budget ${last.budget})`
  return [[labels.lastRefusal, refusal(`${momentOf(last.at)}${of}`, refused, last.say[language])]]
}

const heartbeat = (status: Status, language: OperatorLanguage): string =>
  [
    sayBeats(status, language),
    ...(status.objection === undefined ? [] : [sayObjection(status.objection)[language]]),
  ].join(statusWords[language].and)

const texts = (status: Status, language: OperatorLanguage): string =>
  statusWords[language].texts({
    lastHour: status.textsLastHour,
    today: status.textsToday,
    silenced: status.silencedToday,
    waiting: status.textsWaiting,
    unread: status.textsUnread,
    costs: costsOf(status, language),
  })

const costsOf = ({ received }: Status, language: OperatorLanguage): Costs | undefined => {
  if (received === undefined) return undefined
  const say = (usd: number) => usdIn(language, usd)
  return { lastHour: say(received.lastHourUsd), lastDay: say(received.lastDayUsd), alarm: say(received.alarmUsd) }
}

const replies = (status: Status, words: StatusWords): string =>
  words.replies({
    booked: status.budgets.reduce((sum, { bookedToday }) => sum + bookedToday, 0),
    submitted: status.repliesToday,
    cancelled: status.cancelledToday,
    expired: status.expiredToday,
    queued: status.repliesQueued,
    last: status.lastReply === null ? undefined : momentOf(status.lastReply),
  })

const arrived = (status: Status, words: StatusWords): string => {
  const { deliveredLately, undeliveredLately, undeliveredLatelyBecause, unreportedLately } = status
  const because = undeliveredKinds.flatMap((kind) => {
    const count = undeliveredLatelyBecause[kind]
    return count === undefined ? [] : [`${words.undelivered(kind)} ${count}`]
  })
  const lost = because.length === 0 ? '' : ` (${because.join(', ')})`
  const unreported = unreportedLately === 0 ? '' : `, ${words.noNews(unreportedLately)}`
  return `${words.arrived(deliveredLately, undeliveredLately)}${lost}${unreported}`
}

const sayDebt = ({ line, minutes, restsUntil }: Status['debts'][number], words: StatusWords): string =>
  `${words.owes(line, minutes)}${restsUntil === undefined ? '' : words.rests(momentOf(restsUntil))}`

const lettersOf = ({ deadLetters: { texts, replies, undelivered } }: Status): number => texts + replies + undelivered

const deadLetters = (status: Status, words: StatusWords): string => {
  const { texts, replies, undelivered } = status.deadLetters
  return lettersOf(status) === 0 ? words.none : words.deadLetters(texts, replies, undelivered)
}

const spending = (status: Status, words: StatusWords, language: OperatorLanguage): string => {
  const { spentThisMonthUsd, monthlyLimitUsd, currency } = status
  const { code, perUsd } = currency
  const spent = decimal(spentThisMonthUsd * perUsd, 2)[language]
  return words.cost(`${spent} ${code}`, `${Math.round(monthlyLimitUsd * perUsd)} ${code}`)
}

const budgetLine = (budget: Status['budgets'][number], words: StatusWords): readonly [string, string] => {
  const { name, limits, bookedToday, bookedThisMonth } = budget
  // A budget that was lowered may have more booked than it allows.
  const leftOf = (limit: number, booked: number) => Math.max(0, limit - booked)
  const [day, month] = [leftOf(limits.day, bookedToday), leftOf(limits.month, bookedThisMonth)]
  return [`Budget ${name}`, words.left(day, limits.day, month, limits.month)]
}

/** One bar per hour to come. */
const hourLines = ({ budgets }: Status, words: StatusWords): readonly string[] => {
  const limit = budgets.reduce((sum, { limits }) => sum + limits.hour, 0)
  const coming = bookedHours(budgets)
  const later = coming.slice(hoursShown)
  const ofLater = later.reduce((sum, { booked }) => sum + booked, 0)
  return [
    words.byTheHour(limit),
    ...coming
      .slice(0, hoursShown)
      .map(({ start, booked }, i) => hourLine(start, booked, limit, words.booked(booked, i === 0))),
    ...(later.length === 0 ? [] : [words.later(ofLater, later.length)]),
  ]
}

/** How many coming hours fit on the screen. The JSON output has all of them. */
const hoursShown = 6

const barWidth = 40

const hourLine = (start: string, replies: number, limit: number, what: string): string => {
  const filled = Math.min(barWidth, Math.ceil((replies / limit) * barWidth))
  return `${start.slice(11, 16)}  ${'█'.repeat(filled)}${'·'.repeat(barWidth - filled)}  ${what}`
}
