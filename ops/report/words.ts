import type { OperatorLanguage } from '../../settings/values.ts'
import { counted, plural } from '../words.ts'

/** The hours since the first heartbeat of a month, and in how many of them none came through. */
type Heartbeat = { readonly [hours in 'hours' | 'deaf' | 'mute']: number }

/** What the report of a month says. Amounts, dates and large numbers are formatted already. */
const english = {
  title: (month: string) => `${month}: a number that answers harassers`,
  lead: 'Whoever was harassed gave this number in place of theirs. Whoever wrote to it got one courteous reply: the other person felt harassed, please stop.',
  span: (from: string, to: string, isOver: boolean) =>
    isOver ? `All of the month, ${from} to ${to} (UTC).` : `The month so far, ${from} to ${to} (UTC).`,
  head: { what: 'What', figure: 'How many', since: 'Counted since' },
  never: 'none counted yet',
  figures: {
    texts: 'Texts that came',
    replies: 'Replies that were sent',
    wroteAgain: 'People answered',
    delay: 'From a text to its reply (median)',
    optOuts: 'People who said STOP',
    siege: 'Nights of siege',
    overBudget: 'Texts without room in the budget',
    heartbeat: 'Hours in which it did not answer',
  },
  minutes: (minutes: number) => counted(minutes, 'minute', 'minutes'),
  noReply: 'no reply',
  siege: (nights: number, turnedAway: string, saved: string) =>
    nights === 0
      ? 'none'
      : `${nights}, in which ${turnedAway} texts were turned away: to answer each would have cost up to ${saved}`,
  heartbeat: ({ hours, deaf, mute }: Heartbeat) =>
    deaf + mute === 0
      ? `none of ${hours}`
      : `${deaf + mute} of ${hours}: in ${deaf} it heard nothing, in ${mute} it heard and could not answer`,
  unknown: 'not known: no heartbeat was counted',
  chart: {
    texts: { title: 'Texts a day', most: (day: string, most: string) => `Most came on ${day}: ${most}.` },
    replies: { title: 'Replies a day', most: (day: string, most: string) => `Most were sent on ${day}: ${most}.` },
    none: 'None in this month.',
  },
  paid: {
    title: 'What was paid, and to whom',
    head: { to: 'To', what: 'What for', amount: 'Amount' },
    reported: 'Replies by SMS, as AWS reports it',
    estimated: (what: string) => `${what} (estimated)`,
    sum: 'Sum',
    rest: 'Rents, SIM plans, taxes and the rest of AWS are on the bills of those who are paid, not in this.',
  },
  notes: {
    title: 'How to read this',
    all: [
      'A second reply says that somebody wrote again, a day or more after the first, which may be of an earlier month. Nobody knows how many would have stopped without a reply. Whoever writes again on the same day, has said STOP, is blocked or found no room is not among them; after 30 days of silence somebody is new again; a faked sender counts.',
      'A siege is a flood of texts from many numbers. The number turns most of them away by itself. A night is from noon to noon (UTC).',
      'Once an hour a test text runs through everything but the sending itself. An hour counts as not answered if it did not come through on each line that can be asked, also while sending was paused.',
      'A figure is known from the day on which it was first counted. Nothing here tells who wrote, or what.',
    ],
  },
}

export type ReportWords = typeof english

const french: ReportWords = {
  title: (month) => `${month}\u00a0: un numéro qui répond à qui harcèle`,
  lead: 'Des personnes harcelées ont donné ce numéro à la place du leur. Qui y a écrit a reçu une seule réponse, courtoise\u00a0: l’autre personne s’est sentie harcelée, merci d’arrêter.',
  span: (from, to, isOver) =>
    isOver ? `Le mois entier, du ${from} au ${to} (UTC).` : `Le mois jusqu’ici, du ${from} au ${to} (UTC).`,
  head: { what: 'Quoi', figure: 'Combien', since: 'Compté depuis le' },
  never: 'rien encore',
  figures: {
    texts: 'SMS reçus',
    replies: 'Réponses envoyées',
    wroteAgain: 'Personnes qui ont eu une réponse',
    delay: 'Du SMS à sa réponse (médiane)',
    optOuts: 'Personnes qui ont dit STOP',
    siege: 'Nuits de siège',
    overBudget: 'SMS restés sans réponse faute de budget',
    heartbeat: 'Heures sans réponse possible',
  },
  minutes: (minutes) => plural(minutes, 'minute'),
  noReply: 'aucune réponse',
  siege: (nights, turnedAway, saved) =>
    nights === 0
      ? 'aucune'
      : `${nights}, où ${turnedAway} SMS ont été écartés\u00a0: répondre à chacun aurait coûté jusqu’à ${saved}`,
  heartbeat: ({ hours, deaf, mute }) =>
    deaf + mute === 0
      ? `aucune sur ${hours}`
      : `${deaf + mute} sur ${hours}\u00a0: il n’entendait rien pendant ${deaf}, et entendait sans pouvoir répondre pendant ${mute}`,
  unknown: 'on l’ignore\u00a0: aucun battement n’a été compté',
  chart: {
    texts: { title: 'SMS par jour', most: (day, most) => `Le plus grand nombre est arrivé le ${day}\u00a0: ${most}.` },
    replies: {
      title: 'Réponses par jour',
      most: (day, most) => `Le plus grand nombre est parti le ${day}\u00a0: ${most}.`,
    },
    none: 'Rien ce mois-là.',
  },
  paid: {
    title: 'Ce qui a été payé, et à qui',
    head: { to: 'À qui', what: 'Pour quoi', amount: 'Montant' },
    reported: 'Réponses par SMS, d’après AWS',
    estimated: (what) => `${what} (estimation)`,
    sum: 'Total',
    rest: 'Les loyers, les forfaits des SIM, les taxes et le reste d’AWS sont sur les factures de ceux que l’on paie, pas ici.',
  },
  notes: {
    title: 'Comment lire cette page',
    all: [
      'Une deuxième réponse veut dire que quelqu’un a réécrit, un jour ou plus après la première, qui peut être d’un mois précédent. Personne ne sait combien auraient arrêté sans réponse. Qui réécrit le jour même, a dit STOP, est bloqué ou n’a pas trouvé de place n’en fait pas partie\u202f; après 30 jours de silence, on est de nouveau inconnu\u202f; un numéro usurpé compte.',
      'Un siège est une vague de SMS venue de beaucoup de numéros. Le numéro en écarte la plupart tout seul. Une nuit va de midi à midi (UTC).',
      'Chaque heure, un SMS d’essai passe partout, sauf l’envoi lui-même. Une heure compte comme sans réponse s’il n’est pas arrivé au bout sur chaque ligne qui peut être interrogée, même pendant une suspension.',
      'Un chiffre est connu depuis le jour où il a été compté pour la première fois. Rien ici ne dit qui a écrit, ni quoi.',
    ],
  },
}

export const reportWords: Readonly<Record<OperatorLanguage, ReportWords>> = { en: english, fr: french }
