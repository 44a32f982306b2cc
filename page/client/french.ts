import { told } from '../../settings/figures.ts'
import type { Words } from './english.ts'

const rules = told('fr')

export const french: Words = {
  notTheRealOne: (stage) => `Un numéro à donner à la place du sien, à l’essai ici (${stage})\u00a0: rien n’en sort.`,
  connection: { waiting: 'Connexion…', live: 'En direct', lost: 'Connexion perdue. Nouvelle tentative…' },
  here: (time) => `${time} ici`,

  now: 'Maintenant',
  situation: {
    starting: 'Le numéro démarre, ce qui prend quelques secondes.',
    unknown: 'On ne sait pas\u00a0: la connexion avec le numéro est perdue.',
    well: (lines) => `Qui écrit au ${lines} reçoit une seule réponse. Ensuite, c’est le silence.`,
    paused: 'Envoi suspendu\u00a0: les réponses restent en attente, et expirent un jour après l’heure prévue.',
    refused: (line) => `La ligne ${line} est refusée\u00a0: ses réponses restent en attente.`,
    siege: 'Un siège, et le numéro tient tout seul.',
    siegeLasts: (span) => `Ce qui reste du budget dure jusqu’à la fin du jour (UTC), dans ${span}.`,
    ringing: (count, titles) => `${count === 1 ? 'Une alarme sonne' : `${count} alarmes sonnent`}\u00a0: ${titles}.`,
  },
  lastBeat: (minutes) =>
    `Tout va bien. Dernier battement\u00a0: ${minutes === 0 ? 'à l’instant' : `il y a ${minutes} min`}.`,
  lateBeat: (minutes, doctor) =>
    `Aucune alarme ne sonne, mais plus de battement depuis ${minutes} min. ${doctor} dit pourquoi.`,
  noBeat: 'Aucune alarme ne sonne. Le premier battement est en route.',
  wroteAgain: (phones) =>
    `${phones === 1 ? 'Un téléphone a réécrit' : `${phones} téléphones ont réécrit`}, un jour après ou plus, et eu une deuxième réponse.`,
  saysAlarm: 'Ce que dit l’alarme',
  noDataOfAlarm: 'sans données',
  copy: 'Copier',
  copied: 'Copié',
  since: (time) => `depuis ${time}`,
  more: 'En savoir plus',
  runbook: 'Que faire',
  quietAlarms: (count) => (count > 1 ? `${count} alarmes au repos` : `${count} alarme au repos`),

  phones: 'Téléphones',
  anotherPhone: 'Un autre téléphone',
  newSender: 'Expéditeur',
  noSender: (example) => `Écrivez le numéro avec l’indicatif de son pays, par exemple ${example}.`,
  noWords: '(sans texte)',
  openPhone: 'Ouvrir un téléphone',
  shownSender: 'Téléphone affiché',
  line: 'Écrire au',
  onNetwork: (number, network) => `${number} sur ${network}`,
  hiddenNumber: 'numéro masqué',
  phone: (sender) => `Téléphone ${sender}`,
  conversation: (sender) => `Messages de ${sender}`,
  nothingYet: 'Rien pour l’instant. Écrivez un premier message ci-dessous.',
  yourText: 'Votre message',
  yourTextTo: (line) => `Votre message au ${line}`,
  send: 'Envoyer',
  notSent: (reason) => `Message non envoyé. ${reason}`,
  call: 'Appeler',
  callLine: (line) => `Appeler le ${line}`,
  called: 'Appel manqué',
  notCalled: (reason) => `Appel impossible. ${reason}`,
  noServer: 'Le serveur ne répond pas.',
  refused: (status) => `Le serveur refuse (erreur ${status}).`,

  undecided: 'Décision en cours…',
  undecidedYet: `Pas encore de décision\u00a0: faute de place, le SMS est revu toutes les ${rules.lookEvery}, ${rules.waitForRoom} au plus.`,
  waiting: (dueAt) => `Réponse prévue à ${dueAt}\u00a0: qui a donné le numéro a le temps de partir.`,
  afterWaiting: (dueAt) => `Réponse prévue à ${dueAt}\u00a0: il n’y avait pas de place avant.`,
  overdue: (dueAt, why) => `Réponse due depuis ${dueAt}\u00a0: ${why}.`,
  heldBy: {
    resume: 'l’envoi est suspendu',
    line: (reason) => `la ligne est refusée (${reason}), l’envoi sera retenté`,
    pace: 'elle suit le rythme de sa ligne',
  },
  outcome: {
    sent: 'Réponse envoyée après un délai\u00a0: qui a donné le numéro a le temps de partir.',
    failed: 'Pas de réponse\u00a0: l’opérateur a définitivement refusé l’envoi.',
    uncertain:
      'Réponse peut-être envoyée\u00a0: l’opérateur n’a rien dit, et une réponse n’est jamais envoyée deux fois.',
    expired: 'Pas de réponse\u00a0: un jour après l’heure prévue, il était trop tard.',
    cancelled: 'Pas de réponse\u00a0: elle a été annulée, par un STOP ou par un bénévole.',
  },
  sentSoon: 'Réponse envoyée. Un vrai numéro attend d’abord, pour laisser à qui l’a donné le temps de partir.',
  delivery: {
    delivered: 'La réponse est arrivée.',
    unreported: 'On ne sait pas si elle est arrivée\u00a0: AWS n’a rien appris en 72 heures.',
    blocked: 'Elle n’est pas arrivée\u00a0: l’opérateur l’a bloquée.',
    unreachable: 'Elle n’est pas arrivée\u00a0: le téléphone était injoignable.',
    invalid: 'Elle n’est pas arrivée\u00a0: ce numéro n’existe pas.',
    spam: 'Elle n’est pas arrivée\u00a0: l’opérateur l’a prise pour du spam.',
    expired: 'Elle n’est pas arrivée\u00a0: le téléphone est resté éteint trop longtemps.',
    unknown: 'Elle n’est pas arrivée\u00a0: l’opérateur n’a pas dit pourquoi.',
  },
  receipt: { sent: 'Envoyée', delivered: 'Arrivée', read: 'Lue' },
  silence: (reason, why) => `Silence\u00a0: ${reason}. ${why}`,
  reasons: {
    malformed: ['illisible', 'Aucun opérateur ne transmet de SMS sous cette forme.'],
    stale: ['trop ancien', `Il est arrivé avec plus de ${rules.tooOld} de retard.`],
    'unknown-line': ['ligne inconnue', 'Le numéro destinataire n’est pas l’un des nôtres.'],
    'own-line': ['une de nos lignes', 'Deux numéros qui se répondent n’en finiraient pas.'],
    'not-a-mobile': ['pas un mobile', 'À ce numéro, personne ne pourrait lire la réponse.'],
    country: ['pays non desservi', 'Seuls les mobiles des pays choisis dans les réglages reçoivent une réponse.'],
    'opted-out': ['désinscrit', `STOP arrête les réponses pendant ${rules.optOut}.`],
    blocked: ['expéditeur bloqué', 'Trop de SMS\u00a0: il ne recevra plus rien pendant longtemps.'],
    'answered-recently': ['réponse récente', 'Une réponse suffit\u202f; au-delà, ce serait une conversation.'],
    duplicate: ['reçu deux fois', 'Le même SMS est arrivé deux fois\u202f; il a déjà eu sa réponse.'],
    'over-budget': [
      'budget épuisé',
      'Les 24 prochaines heures sont pleines, ou il faut tenir jusqu’à la fin du mois\u202f; une alarme prévient les bénévoles.',
    ],
    siege: [
      'règle du siège',
      'Il y a plus d’expéditeurs que de réponses\u00a0: ce qui reste est tiré au sort peu à peu\u202f; ceux qui se ressemblent ont peu de chances.',
    ],
    'asks-again': ['relance', 'Un SMS de cet expéditeur attend déjà de la place\u202f; une réponse suffit.'],
    'ignored-call': [
      'appel ignoré',
      'Le numéro d’un appelant se falsifie facilement\u00a0: cette ligne ne répond qu’aux SMS.',
    ],
  },

  start: [
    'START',
    'Dans les dix minutes qui suivent le premier STOP, il rétablit les réponses, dès le SMS suivant\u202f; plus tard, seuls les bénévoles le peuvent.',
  ],

  experiments: 'Et si quelqu’un insiste, ou s’ils sont des milliers\u202f?',
  experiment: {
    harasser: 'Un harceleur tenace',
    siege: 'Un siège depuis 5\u00a0000 numéros',
    refuse: 'L’opérateur refuse la ligne',
  },
  shows: {
    harasser: 'Écrit 25 fois\u00a0: une réponse au plus, puis le silence, puis un blocage.',
    siege: 'Chacun écrit une fois. Peu ont une réponse\u00a0: le budget doit durer.',
    refuse: 'Rien ne part pendant un quart d’heure, et une alarme sonne si une réponse doit partir.',
  },
  startAfresh: 'Repartir de zéro',
  startingAfresh: 'Redémarrage…',
  startsAfresh: 'Le numéro oublie tout\u00a0: SMS, expéditeurs, réservations et chiffres.',
  reallyAfresh: 'Repartir de zéro\u202f?',
  forgetAll: 'Tout oublier',
  keepAll: 'Tout garder',
  stop: 'Arrêter le siège',
  siegeRunning: 'Un siège est en cours\u00a0: attendez sa fin, ou arrêtez-le.',
  progress: (seen, total) => `${seen} SMS examinés sur ${total}`,
  stopped: ', arrêté.',
  result: (texts, promised, count) =>
    `${texts} SMS, ${promised} ${count < 2 ? 'réponse promise' : 'réponses promises'}`,
  cost: (cost, unprotected) => `\u00a0: ${cost} au lieu de ${unprotected} pour les réponses`,
  receiving: (cost) => `\u202f; la réception a coûté ${cost}`,
  receivingFree: '\u202f; la réception ne coûte rien, à notre connaissance',
  silences: (counts) =>
    `${counts.map(([reason, count], i) => `${count}${i === 0 ? ' sans réponse' : ''} (${reason})`).join(', ')}.`,
  waitForRoom: (count) => `${count} attendent qu’une place se libère, ${rules.waitForRoom} au plus.`,

  picture: 'Ce qui est arrivé, et ce qui a eu une réponse',
  textsArrived: (count) => (count < 2 ? 'SMS arrivé' : 'SMS arrivés'),
  sentOfPromised: (sent, promised, count) =>
    `${sent < 2 ? 'réponse envoyée' : 'réponses envoyées'}, sur ${promised} ${count < 2 ? 'promise' : 'promises'}`,
  costOfPromised: 'pour ce qui est promis',
  costOfReceiving: 'pour la réception',
  textsEach: (period) => `SMS en ${period}`,
  budget: (used, limit) => `Budget du jour\u00a0: ${used} sur ${limit} réponses`,

  moreToTry: 'D’autres essais, et des pannes à provoquer',
}
