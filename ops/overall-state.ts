import type { OperatorLanguage } from '../settings/values.ts'
import { day, hour } from '../shared/rules/timing.ts'
import { type Beats, nextBeatOf, pulseOf, silenceOf } from './heartbeat.ts'
import { counted } from './words.ts'

/** What a look at a stage comes to: the worst that is the case, or that all is well, perhaps only so far. */
export type State =
  | ('unmailed' | 'refused' | 'paused' | 'silent' | 'resting' | 'mute')
  | ('dead-letters' | 'alarm' | 'refusing' | 'siege' | 'young' | 'well')

/** What that is judged by. */
export type Seen = Beats & {
  /** Whether anybody is told of alarms who should be. No alarm can say so itself. */
  readonly mailed: boolean
  readonly paused: boolean
  /** Whether a line was refused, and no reply has been accepted since. */
  readonly refused: boolean
  /** Of some 24 hours, the replies booked, and the texts turned away at first sight of whoever may be at home. */
  readonly lastDay: { readonly booked: number; readonly refused: number }
  /** The minutes that lines owe for replies that may be lost, and until when nothing is sent by those that rest. */
  readonly debts: readonly { readonly line: string; readonly minutes: number; readonly restsUntil?: string }[]
  /** The replies that are due for longer than any is delayed, and were booked since one was last accepted. */
  readonly repliesUnsent: number
  readonly deadLetters: { readonly texts: number; readonly replies: number; readonly undelivered: number }
  readonly alarms: readonly { readonly name: string; readonly since: string }[]
}

/** Fewer may be those of people who texted STOP before their reply was due, or of one whose phone takes none. */
const fewestUnsent = 3

/** A siege is no trouble: the rule holds by itself. That all is well takes a beat. */
export const stateOf = (seen: Seen): State => {
  const { mailed, refused, paused, deadLetters, alarms } = seen
  if (!mailed) return 'unmailed'
  if (refused) return 'refused'
  if (paused) return 'paused'
  const pulse = pulseOf(seen)
  if (pulse === 'silent') return 'silent'
  if (restOf(seen) > longRest) return 'resting'
  if (seen.repliesUnsent >= fewestUnsent) return 'mute'
  // Others may be graver than dead letters, such as a forged reply; its sentence names all that are on.
  if (alarms.some(({ name }) => name !== 'siege' && name !== 'dead-letters')) return 'alarm'
  if (deadLetters.texts + deadLetters.replies + deadLetters.undelivered > 0) return 'dead-letters'
  if (alarms.some(({ name }) => name === 'dead-letters')) return 'alarm'
  if (seen.lastDay.refused > seen.lastDay.booked) return 'refusing'
  if (alarms.length > 0) return 'siege'
  return pulse === 'young' ? 'young' : 'well'
}

/** How long the line that rests longest still rests, in milliseconds. */
const restOf = ({ at, debts }: Seen): number =>
  Math.max(0, ...debts.map(({ restsUntil = at }) => Date.parse(restsUntil) - Date.parse(at)))

/** A shorter rest makes no reply later than an outage of some minutes would. */
const longRest = 2 * hour

/** Says in one sentence how a stage is. */
export const describeState = (seen: Seen, language: OperatorLanguage): string => wordsIn[language][stateOf(seen)](seen)

type Words = { readonly [S in State]: (seen: Seen) => string }

const lettersOf = ({ deadLetters: { texts, replies, undelivered } }: Seen): number => texts + replies + undelivered
const alarmsOf = ({ alarms }: Seen): string => alarms.map(({ name }) => name).join(', ')
const silentFor = (seen: Seen, hours: string, overADay: string): string =>
  silenceOf(seen) < day ? `${Math.floor(silenceOf(seen) / hour)} ${hours}` : overADay

const english: Words = {
  unmailed: () => 'Nobody is mailed when an alarm goes off: npm run doctor says what to do.',
  refused: () => "Something is to be done: a line can't send.",
  paused: () => 'Sending is paused: replies stay queued until somebody resumes it.',
  mute: ({ repliesUnsent }) => `Something is to be done: ${repliesUnsent} replies were due, and none was sent.`,
  silent: (seen) =>
    `Something is to be done: no heartbeat for ${silentFor(seen, 'hours', 'over a day')}, so texts may not be answered. npm run doctor says what to do.`,
  resting: (seen) =>
    `A line sends nothing for ${Math.round(restOf(seen) / hour)} hours, as replies may have been lost. The runbook says what to do, under lost-replies.`,
  'dead-letters': (seen) =>
    `Something is to be done: ${counted(lettersOf(seen), 'dead letter waits', 'dead letters wait')} for you.`,
  alarm: (seen) =>
    `${seen.alarms.length === 1 ? 'An alarm is' : 'Alarms are'} on: ${alarmsOf(seen)}. The runbook says what to do first.`,
  refusing: ({ lastDay: { refused, booked } }) =>
    `Perhaps nobody is answered: in 24 hours ${counted(refused, 'text was', 'texts were')} turned away at first sight, and ${booked} answered. The runbook says what to do, under malformed-texts.`,
  siege: () => 'Siege: the rule holds by itself.',
  young: (seen) => `All is well so far: the next heartbeat is due by ${nextBeatOf(seen)} UTC.`,
  well: () => 'All is well.',
}

const french: Words = {
  unmailed: () => 'Personne ne reçoit de courriel quand une alarme sonne\u00a0: npm run doctor dit quoi faire.',
  refused: () => 'Il y a quelque chose à faire\u00a0: une ligne ne peut rien envoyer.',
  paused: () => 'L’envoi est suspendu\u00a0: les réponses restent en attente jusqu’à la reprise.',
  mute: ({ repliesUnsent }) =>
    `Il y a quelque chose à faire\u00a0: ${repliesUnsent} réponses devaient partir, et aucune n’est partie.`,
  silent: (seen) =>
    `Il y a quelque chose à faire\u00a0: aucun battement depuis ${silentFor(seen, 'heures', 'plus d’un jour')}, donc des SMS restent peut-être sans réponse. npm run doctor dit quoi faire.`,
  resting: (seen) =>
    `Une ligne n’envoie rien pendant ${Math.round(restOf(seen) / hour)} heures, car des réponses se sont peut-être perdues. Le guide d’exploitation dit quoi faire, sous lost-replies.`,
  'dead-letters': (seen) =>
    `Il y a quelque chose à faire\u00a0: ${counted(lettersOf(seen), 'message est', 'messages sont')} au rebut.`,
  alarm: (seen) =>
    `${seen.alarms.length === 1 ? 'Une alarme sonne' : 'Des alarmes sonnent'}\u00a0: ${alarmsOf(seen)}. Le guide d’exploitation dit quoi faire d’abord.`,
  refusing: ({ lastDay: { refused, booked } }) =>
    `Peut-être que personne n’a de réponse\u00a0: en 24 heures, ${counted(refused, 'SMS écarté', 'SMS écartés')} d’emblée, et ${counted(booked, 'réponse', 'réponses')}. Le guide d’exploitation dit quoi faire, sous malformed-texts.`,
  siege: () => 'Siège\u00a0: la règle tient d’elle-même.',
  young: (seen) =>
    `Tout va bien pour l’instant\u00a0: le prochain battement est attendu avant ${nextBeatOf(seen)} UTC.`,
  well: () => 'Tout va bien.',
}

const wordsIn: Readonly<Record<OperatorLanguage, Words>> = { en: english, fr: french }
