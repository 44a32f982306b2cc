import type { OperatorLanguage } from '../settings/values.ts'
import type { DeliveryStatus } from '../shared/rules/delivery-report.ts'
import type { Outcome } from '../shared/rules/telemetry.ts'
import { counted, plural } from './words.ts'

export type ReplyState = Outcome | 'waiting' | 'being sent' | 'long ago'

type Wait = {
  readonly inboundId: string
  readonly since: string
  readonly until: string
  readonly lot: number
  readonly asksAgain: boolean
}

/** What show and forget say of a sender, whose right it is to be told. Times are formatted already. */
const english = {
  noReply: 'No reply is remembered.',
  replies: 'Replies:',
  state: (state: ReplyState): string => state,
  delivery: (status: DeliveryStatus): string => status,
  reply: (parts: { readonly promised: string; readonly fate: string; readonly due: string; readonly id: string }) =>
    `${parts.promised}  ${parts.fate}, due ${parts.due}, to text ${parts.id}`,
  waits: ({ inboundId, since, until, lot, asksAgain }: Wait) =>
    `The text ${inboundId} waits for room since ${since}, until ${until} at the latest, with lot ${lot}${asksAgain ? '; another has come since' : ''}.`,
  strikes: (texts: number, fingerprints: number) =>
    `${counted(texts, 'text', 'texts')} too many since${fingerprints === 0 ? '' : `, and ${counted(fingerprints, 'fingerprint', 'fingerprints')} of their ids`}.`,
  notBlocked: 'Not blocked.',
  blocked: (by: 'the rule' | 'an operator', until: string) => `Blocked by ${by} until ${until}.`,
  optedOut: (since: string | undefined, until: string) =>
    `Opted out ${since === undefined ? '' : `since ${since} and `}until ${until}.`,
  turnedAway: (at: string) => `The siege rule turned away a text of ${at}.`,
  nothingElse: 'There is nothing else.',
  deadLetters: (texts: number, replies: number, reports: number, keptUntil: string | undefined) => {
    const kinds = [
      ...(texts === 0 ? [] : [counted(texts, 'text', 'texts')]),
      ...(replies === 0 ? [] : [counted(replies, 'reply', 'replies')]),
      ...(reports === 0 ? [] : [counted(reports, 'report', 'reports')]),
    ]
    const fate = keptUntil === undefined ? 'deleted' : `kept until ${keptUntil}`
    return `Dead letters: ${kinds.length === 0 ? 'none' : `${kinds.join(', ')}; ${fate}`}.`
  },
  unseen: (count: number) =>
    `AWS counts about ${counted(count, 'dead letter', 'dead letters')} more than could be looked at, as if something else held them: do this again in a minute.`,
  queued: (until: string) =>
    `Texts and replies on their way can't be looked through: a text is for minutes, or for hours if it waits for room, a reply until it is due; they stay until ${until} at the latest, or become dead letters.`,
  holdsNumber:
    'Send a word by SMS to that number: has whoever asks for this told it to you by mail? A text from it shows nothing, because a sender can be faked.',
  mayForget: 'Forget this sender, dead letters too?',
  mayOptIn: 'Lift the opt-out of this sender?',
  unknown: 'Nothing was known of this number.',
  forgotten: 'Forgotten.',
  erased: 'Erased from the table.',
  waitingReply: 'A queued reply is dropped when it comes up, and goes with the number that it carries.',
  newSender: "A text among them counts as a new sender's.",
  optOutKept: (until: string) => `The opt-out is kept until ${until}: to forget it would be to undo it.`,
}

export type SenderWords = typeof english

const french: SenderWords = {
  noReply: 'Aucune réponse n’est gardée en mémoire.',
  replies: 'Réponses\u00a0:',
  state: (state) => states[state],
  delivery: (status) => deliveries[status],
  reply: ({ promised, fate, due, id }) => `${promised}  ${fate}, prévue à ${due}, pour le SMS ${id}`,
  waits: ({ inboundId, since, until, lot, asksAgain }) =>
    `Le SMS ${inboundId} attend de la place depuis ${since}, jusqu’à ${until} au plus tard, avec le numéro ${lot} au tirage${asksAgain ? '\u202f; un autre est venu depuis' : ''}.`,
  strikes: (texts, fingerprints) =>
    `Depuis, ${plural(texts, 'SMS', 'SMS')} de trop${fingerprints === 0 ? '' : `, et ${plural(fingerprints, 'empreinte')} de leurs identifiants`}.`,
  notBlocked: 'Pas bloqué.',
  blocked: (by, until) => `Bloqué par ${by === 'the rule' ? 'la règle' : 'quelqu’un de l’équipe'} jusqu’à ${until}.`,
  optedOut: (since, until) => `Désinscrit ${since === undefined ? '' : `depuis ${since} et `}jusqu’à ${until}.`,
  turnedAway: (at) => `La règle du siège a écarté un SMS de ${at}.`,
  nothingElse: 'Il n’y a rien d’autre.',
  deadLetters: (texts, replies, reports, keptUntil) => {
    const kinds = [
      ...(texts === 0 ? [] : [plural(texts, 'SMS', 'SMS')]),
      ...(replies === 0 ? [] : [plural(replies, 'réponse')]),
      ...(reports === 0 ? [] : [plural(reports, 'rapport')]),
    ]
    const fate = keptUntil === undefined ? 'supprimés' : `gardés jusqu’à ${keptUntil}`
    return `Au rebut\u00a0: ${kinds.length === 0 ? 'rien' : `${kinds.join(', ')}\u202f; ${fate}`}.`
  },
  unseen: (count) =>
    `AWS compte ${plural(count, 'message')} au rebut de plus que ce qui a pu être lu, comme si autre chose les retenait\u00a0: recommencez dans une minute.`,
  queued: (until) =>
    `Les SMS et les réponses en route ne peuvent pas être lus\u00a0: un SMS l’est quelques minutes, ou des heures s’il attend de la place, une réponse jusqu’à son heure\u202f; ils y restent au plus tard jusqu’à ${until}, ou partent au rebut.`,
  holdsNumber:
    'Envoyez un mot par SMS à ce numéro\u00a0: la personne qui le demande vous l’a-t-elle redit par courriel\u00a0? Un SMS venu de ce numéro ne montre rien, car un expéditeur s’usurpe.',
  mayForget: 'Oublier cet expéditeur, et ses messages au rebut\u00a0?',
  mayOptIn: 'Lever la désinscription de cet expéditeur\u00a0?',
  unknown: 'Ce numéro était inconnu.',
  forgotten: 'Oublié.',
  erased: 'Effacé de la table.',
  waitingReply: 'Une réponse en attente est abandonnée à son heure, avec le numéro qu’elle porte.',
  newSender: 'Un SMS parmi eux compte comme venu d’un nouvel expéditeur.',
  optOutKept: (until) => `La désinscription est gardée jusqu’à ${until}\u00a0: l’oublier reviendrait à l’annuler.`,
}

const states: Readonly<Record<ReplyState, string>> = {
  waiting: 'en attente',
  'being sent': 'en cours d’envoi',
  'long ago': 'ancienne',
  sent: 'envoyée',
  failed: 'échouée',
  uncertain: 'incertaine',
  expired: 'expirée',
  cancelled: 'annulée',
}

const deliveries: Readonly<Record<DeliveryStatus, string>> = {
  delivered: 'arrivée',
  unreported: 'sans nouvelles',
  blocked: 'bloquée',
  unreachable: 'téléphone injoignable',
  invalid: 'numéro invalide',
  spam: 'prise pour un indésirable',
  expired: 'téléphone éteint trop longtemps',
  unknown: 'non arrivée',
}

export const senderWords: Readonly<Record<OperatorLanguage, SenderWords>> = { en: english, fr: french }
