import type { OperatorLanguage } from '../settings/values.ts'
import type { UndeliveredKind } from '../shared/rules/delivery-report.ts'
import { senderWords } from './sender-words.ts'
import { counted, plural } from './words.ts'

type Texts = {
  readonly lastHour: number
  readonly today: number
  readonly silenced: number
  readonly waiting: number
  readonly unread: number
  readonly costs: Costs | undefined
}

/** What receiving has cost, and above how much in 24 hours an alarm goes off. */
export type Costs = { readonly [sum in 'lastHour' | 'lastDay' | 'alarm']: string }

type LastDay = { readonly [counted in 'turnedAway' | 'overBudget' | 'askedAgain']: number }

type Replies = { readonly [fate in 'booked' | 'submitted' | 'cancelled' | 'expired' | 'queued']: number } & {
  /** The hour of the last one; undefined if there was none in 30 days. */
  readonly last: string | undefined
}

/** How many people got a first reply, and how many their second. */
export type WroteAgain = { readonly [of in 'firstReplies' | 'secondReplies']: number }

/** Of fewer people, a share says nothing. */
const fewestAnswered = 10

/** What the screen of status says besides its first line. Times are formatted already. */
const english = {
  labels: {
    sending: 'Sending',
    lastRefusal: 'Last refusal',
    heartbeat: 'Heartbeat',
    version: 'Version',
    texts: 'Texts',
    turnedAway: 'Turned away',
    refused: 'At first sight',
    replies: 'Replies today',
    wroteAgain: 'In 30 days',
    arrived: 'In three days',
    debt: 'Debt',
    blocked: 'Senders blocked',
    deadLetters: 'Dead letters',
    alarms: 'Alarms',
    cost: 'SMS this month',
  },
  none: 'none',
  noAlarm: 'none',
  deployed: (at: string) => `deployed ${at}`,
  runs: 'runs',
  paused: 'PAUSED: replies stay queued, and expire a day after they were due',
  refusal: (at: string, isLast: boolean, say: string) => `${at}${isLast ? ', AND NONE ACCEPTED SINCE' : ''}: ${say}`,
  and: '; ',
  texts: ({ lastHour, today, silenced, waiting, unread, costs }: Texts) =>
    [
      `${lastHour} in the last hour, ${today} today, of which ${silenced} got silence`,
      ...(waiting === 0 ? [] : [`${counted(waiting, 'waits', 'wait')} for room, or to be tried again`]),
      ...(unread === 0 ? [] : [`${counted(unread, 'message is', 'messages are')} not read yet`]),
      ...(costs === undefined
        ? []
        : [
            `receiving cost ${costs.lastHour} in the last hour, ${costs.lastDay} in 24 hours (an alarm goes off above ${costs.alarm})`,
          ]),
    ].join('; '),
  turnedAway: ({ turnedAway, overBudget, askedAgain }: LastDay, texts: number) =>
    `${turnedAway} by the siege rule and ${overBudget} as the budget was full, of ${texts} in 24 hours; ${askedAgain} asked again`,
  reasons: {
    'unknown-line': 'to a number that is not ours',
    'own-line': 'from one of our lines',
    'not-a-mobile': 'not from a mobile',
    country: 'from a country not served',
    stale: 'too old',
  },
  replies: ({ booked, submitted, cancelled, expired, queued, last }: Replies) =>
    `${booked} booked, ${submitted} submitted, ${cancelled} cancelled, ${expired} expired; ${queued} queued; ${last === undefined ? 'none in 30 days' : `last in the hour of ${last}`}`,
  wroteAgain: ({ firstReplies, secondReplies }: WroteAgain) =>
    firstReplies < fewestAnswered
      ? `${counted(firstReplies, 'person', 'people')} got a first reply: too few to say how many write again`
      : `${firstReplies} people got a first reply, and ${secondReplies} their second: they wrote again, a day or more later`,
  undelivered: (kind: UndeliveredKind): string => kind,
  arrived: (arrived: number, lost: number) => `${arrived} arrived, ${lost} did not`,
  noNews: (replies: number) => `no news of ${replies} for 72 hours`,
  owes: (line: string, minutes: number) =>
    `${line} owes ${counted(minutes, 'minute', 'minutes')} for replies that may be lost`,
  rests: (until: string) => `, and RESTS until ${until}`,
  blocked: (senders: number) => `${senders} today, by the rule`,
  deadLetters: (texts: number, replies: number, undelivered: number) =>
    `${counted(texts, 'text', 'texts')}, ${counted(replies, 'reply', 'replies')}, ${counted(undelivered, 'text', 'texts')} that SNS could not deliver`,
  alarm: (name: string, since: string) => `${name} since ${since}`,
  endsByItself: '(none is left: it ends by itself within an hour)',
  cost: (spent: string, allowed: string) => `${spent} as AWS reports it, for this stage; all budgets allow ${allowed}`,
  left: (today: number, day: number, thisMonth: number, month: number) =>
    `${today} of ${day} replies left today, ${thisMonth} of ${month} this month`,
  byTheHour: (limit: number) => `Replies by the hour (UTC), of ${limit}`,
  booked: (replies: number, isNow: boolean) => `${replies} booked${isNow ? ', this hour' : ''}`,
  later: (replies: number, hours: number) =>
    `and ${replies} in the ${hours === 1 ? 'hour' : `${hours} hours`} after that`,
}

export type StatusWords = typeof english

const french: StatusWords = {
  labels: {
    sending: 'Envoi',
    lastRefusal: 'Dernier refus',
    heartbeat: 'Battement',
    version: 'Version',
    texts: 'SMS',
    turnedAway: 'Écartés',
    refused: 'D’emblée',
    replies: 'Réponses du jour',
    wroteAgain: 'En 30 jours',
    arrived: 'En trois jours',
    debt: 'Dette',
    blocked: 'Bloqués',
    deadLetters: 'Au rebut',
    alarms: 'Alarmes',
    cost: 'Coût du mois',
  },
  none: 'rien',
  noAlarm: 'aucune',
  deployed: (at) => `en place depuis ${at}`,
  runs: 'en marche',
  paused: 'SUSPENDU\u00a0: les réponses restent en attente, et expirent un jour après leur heure',
  refusal: (at, isLast, say) => `${at}${isLast ? ', ET AUCUNE RÉPONSE ACCEPTÉE DEPUIS' : ''}\u00a0: ${say}`,
  and: '\u202f; ',
  texts: ({ lastHour, today, silenced, waiting, unread, costs }) =>
    [
      `${lastHour} dans la dernière heure, ${today} aujourd’hui, dont ${silenced} sans réponse`,
      ...(waiting === 0
        ? []
        : [`${waiting > 1 ? `${waiting} attendent` : '1 attend'} de la place, ou un nouvel essai`]),
      ...(unread === 0 ? [] : [`encore ${plural(unread, 'message')} à lire`]),
      ...(costs === undefined
        ? []
        : [
            `la réception a coûté ${costs.lastHour} dans la dernière heure, ${costs.lastDay} en 24 heures (une alarme sonne au-delà de ${costs.alarm})`,
          ]),
    ].join('\u202f; '),
  turnedAway: ({ turnedAway, overBudget, askedAgain }, texts) =>
    `${turnedAway} par la règle du siège et ${overBudget} faute de budget, sur ${texts} en 24 heures\u202f; ${plural(askedAgain, 'relance')}`,
  reasons: {
    'unknown-line': 'à un numéro qui n’est pas à nous',
    'own-line': 'd’une de nos lignes',
    'not-a-mobile': 'd’autre chose qu’un mobile',
    country: 'd’un pays non desservi',
    stale: 'trop vieux',
  },
  replies: ({ booked, submitted, cancelled, expired, queued, last }) =>
    `${plural(booked, 'réservée')}, ${plural(submitted, 'envoyée')}, ${plural(cancelled, 'annulée')}, ${plural(expired, 'expirée')}\u202f; ${queued} en attente\u202f; ${last === undefined ? 'aucune en 30 jours' : `la dernière dans l’heure du ${last}`}`,
  wroteAgain: ({ firstReplies, secondReplies }) =>
    firstReplies < fewestAnswered
      ? `${plural(firstReplies, 'personne')} avec une première réponse\u00a0: trop peu pour dire combien réécrivent`
      : `${firstReplies} personnes ont eu une première réponse, et ${secondReplies} la deuxième\u00a0: elles ont réécrit, un jour après ou plus`,
  undelivered: senderWords.fr.delivery,
  arrived: (arrived, lost) => `${plural(arrived, 'arrivée')}, ${lost} non`,
  noNews: (replies) => `${replies} sans nouvelles depuis 72 heures`,
  owes: (line, minutes) => `${line} doit ${plural(minutes, 'minute')} pour des réponses peut-être perdues`,
  rests: (until) => `, et SE REPOSE jusqu’au ${until}`,
  blocked: (senders) => `${senders} aujourd’hui, par la règle`,
  deadLetters: (texts, replies, undelivered) =>
    `${texts} SMS, ${plural(replies, 'réponse')}, ${undelivered} SMS que SNS n’a pas pu transmettre`,
  alarm: (name, since) => `${name} depuis le ${since}`,
  endsByItself: '(il n’en reste rien\u00a0: elle finit d’elle-même dans l’heure)',
  cost: (spent, allowed) =>
    `${spent} d’après AWS, pour cet environnement\u202f; tous les budgets permettent ${allowed}`,
  left: (today, day, thisMonth, month) =>
    `il reste ${plural(today, 'réponse')} sur ${day} aujourd’hui, ${thisMonth} sur ${month} ce mois-ci`,
  byTheHour: (limit) => `Réponses par heure (UTC), sur ${limit}`,
  booked: (replies, isNow) => `${plural(replies, 'réservée')}${isNow ? ', cette heure-ci' : ''}`,
  later: (replies, hours) => `et ${replies} dans ${hours === 1 ? 'l’heure' : `les ${hours} heures`} d’après`,
}

export const statusWords: Readonly<Record<OperatorLanguage, StatusWords>> = { en: english, fr: french }
