import type { AlarmName, OwnAlarmName } from '../../cdk/monitoring/alarm.ts'
import type { Words } from './english.ts'

type Spaced<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head} ${Spaced<Tail>}` : Name

/** By the titles that the embedded cloud makes of the names of alarms. */
const alarmTitles: Readonly<Record<Capitalize<Spaced<AlarmName | OwnAlarmName>>, string>> = {
  'Dead letters': 'Files de rebut',
  Siege: 'Siège',
  'Over budget': 'Budget épuisé',
  'Month ahead': 'Mois en avance',
  Spending: 'Dépense',
  'Lost replies': 'Réponses perdues',
  'Line refused': 'Ligne refusée',
  'Replies refused': 'Réponses refusées',
  'Phone offline': 'Téléphone hors ligne',
  'Credits low': 'Crédits bas',
  'Polls stopped': 'Relève arrêtée',
  'Malformed texts': 'SMS illisibles',
  'Function errors': 'Erreurs des fonctions',
  'Many texts': 'Afflux de SMS',
  'Delivery success': 'Réponses arrivées',
}

const singulars: Readonly<Record<string, string>> = {
  réponses: 'réponse',
  expéditeurs: 'expéditeur',
  crédits: 'crédit',
  jours: 'jour',
}

export const french: Words = {
  intro: (lines, delay) => `Toute personne qui écrit au ${lines} reçoit une seule réponse, polie, ${delay} plus tard.`,
  recorded: 'Ceci est un enregistrement\u00a0: installez Anti-relou pour essayer vous-même.',
  notTheRealOne: (stage) =>
    `Vous voyez l’environnement ${stage} sur cette machine, et non le vrai numéro\u00a0: rien n’en sort, ni SMS, ni réponse, ni alarme.`,
  connection: {
    waiting: 'Connexion…',
    live: 'En direct',
    lost: 'Connexion perdue. Nouvelle tentative…',
  },
  here: (time) => `${time} ici`,

  now: 'Maintenant',
  situation: {
    starting: 'Le numéro démarre, ce qui prend quelques secondes.',
    unknown: 'On ne sait pas\u00a0: la connexion avec le numéro est perdue.',
    well: 'Tout va bien.',
    paused: 'Envoi suspendu\u00a0: les réponses attendent, et expirent un jour après l’heure prévue.',
    refused: (line, reason) => `La ligne ${line} est refusée (${reason})\u00a0: ses réponses attendent.`,
    siege: (hours) =>
      `Siège\u00a0: rien à faire. La règle fait durer le reste du budget jusqu’à la fin du jour (UTC), dans ${hours}.`,
    ringing: (count, titles) =>
      `${count === 1 ? 'Une alarme sonne' : `${count} alarmes sonnent`}\u00a0: ${titles}. Voyez ci-dessous par quoi commencer.`,
    throttled: 'L’opérateur limite le débit\u00a0: les envois sont retentés.',
    full: (roomAt) => `Tout est réservé jusqu’à ${roomAt}\u00a0: une nouvelle réponse attend jusque-là.`,
  },
  alarms: 'Alarmes',
  alarmState: { OK: 'OK', ALARM: 'En alarme', INSUFFICIENT_DATA: 'Sans données' },
  since: (time) => `depuis ${time}`,
  more: 'En savoir plus',
  runbook: 'Que faire',
  quietAlarms: (count) => (count > 1 ? `${count} alarmes au repos` : `${count} alarme au repos`),
  alarmTitle: (title) => (Object.hasOwn(alarmTitles, title) ? alarmTitles[title as keyof typeof alarmTitles] : title),

  phones: 'Téléphones',
  newSender: 'Expéditeur',
  noSender: (example) => `Écrivez le numéro avec l’indicatif de son pays, par exemple ${example}.`,
  noWords: '(sans texte)',
  openPhone: 'Ouvrir un téléphone',
  shownSender: 'Téléphone affiché',
  line: 'Écrire au',
  onNetwork: (number, network) => `${number} sur ${network}`,
  hiddenNumber: 'numéro masqué',
  phone: (sender) => `Téléphone ${sender}`,
  closePhone: (sender) => `Fermer le téléphone ${sender}`,
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
  waiting: (dueAt) => `Réponse prévue à ${dueAt}, pour laisser à la victime le temps de partir.`,
  waitingForRoom: (dueAt) => `Réponse prévue à ${dueAt}\u00a0: tout est réservé jusque-là.`,
  overdue: (dueAt, why) => `Réponse due depuis ${dueAt}\u00a0: ${why}.`,
  waitsFor: {
    resume: 'l’envoi est suspendu',
    line: (reason) => `la ligne est refusée (${reason}), l’envoi sera retenté`,
    rate: 'l’opérateur limite le débit, l’envoi sera retenté',
    turn: 'elle attend son tour',
  },
  outcome: {
    sent: 'Réponse envoyée après un délai, qui laisse à la victime le temps de partir.',
    failed: 'Pas de réponse\u00a0: l’opérateur a définitivement refusé l’envoi.',
    uncertain:
      'Réponse peut-être envoyée\u00a0: l’opérateur n’a rien dit, et une réponse n’est jamais envoyée deux fois.',
    expired: 'Pas de réponse\u00a0: un jour après l’heure prévue, il était trop tard.',
    cancelled: 'Pas de réponse\u00a0: elle a été annulée, par un STOP ou par un bénévole.',
  },
  delivery: {
    delivered: 'Elle est arrivée.',
    unreported: 'On ne sait pas si elle est arrivée\u00a0: AWS n’a rien appris en 72 heures.',
    blocked: 'Elle n’est pas arrivée\u00a0: l’opérateur l’a bloquée.',
    unreachable: 'Elle n’est pas arrivée\u00a0: le téléphone était injoignable.',
    invalid: 'Elle n’est pas arrivée\u00a0: ce numéro n’existe pas.',
    spam: 'Elle n’est pas arrivée\u00a0: l’opérateur l’a prise pour du spam.',
    expired: 'Elle n’est pas arrivée\u00a0: le téléphone est resté éteint trop longtemps.',
    unknown: 'Elle n’est pas arrivée\u00a0: l’opérateur n’a pas dit pourquoi.',
  },
  receipt: { sent: 'Envoyée', delivered: 'Arrivée', read: 'Lue' },
  silence: (reason, why) => `Sans réponse\u00a0: ${reason}. ${why}`,
  reasons: {
    malformed: ['illisible', 'Aucun opérateur ne transmet de SMS sous cette forme.'],
    stale: ['trop ancien', 'Il est arrivé avec plus de 48 heures de retard.'],
    'unknown-line': ['ligne inconnue', 'Le numéro destinataire n’est pas l’un des nôtres.'],
    'own-line': ['une de nos lignes', 'Deux numéros qui se répondent n’en finiraient pas.'],
    'not-a-mobile': ['pas un mobile', 'À ce numéro, personne ne pourrait lire la réponse.'],
    country: ['pays non desservi', 'Seuls les mobiles des pays choisis dans les réglages reçoivent une réponse.'],
    'opted-out': ['désinscrit', 'STOP arrête les réponses pendant un an.'],
    blocked: ['expéditeur bloqué', 'Trop de SMS\u00a0: il ne recevra plus rien pendant longtemps.'],
    'answered-recently': ['réponse récente', 'Une réponse suffit\u202f; au-delà, ce serait une conversation.'],
    duplicate: ['doublon', 'Le même SMS est arrivé deux fois\u202f; il a déjà eu sa réponse.'],
    'over-budget': [
      'budget épuisé',
      'Les 24 prochaines heures sont pleines, ou il faut tenir jusqu’à la fin du mois\u202f; une alarme prévient les bénévoles.',
    ],
    siege: [
      'règle du siège',
      'Trop de nouveaux expéditeurs à la fois\u00a0: ce qui reste est distribué peu à peu\u202f; les envois en rafale et les expéditeurs qui se ressemblent passent après.',
    ],
    'ignored-call': [
      'appel ignoré',
      'Le numéro d’un appelant se falsifie facilement\u00a0: cette ligne ne répond qu’aux SMS.',
    ],
  },

  start: [
    'START',
    'Dans les dix minutes qui suivent le premier STOP, il rétablit les réponses, dès le SMS suivant\u202f; plus tard, seuls les bénévoles le peuvent.',
  ],

  experiments: 'Essais',
  groups: { tests: 'Écrire au numéro', troubles: 'Créer des ennuis', afresh: 'Recommencer' },
  experiment: {
    testers: 'Dix curieux',
    harasser: 'Un harceleur tenace',
    'siege-few': 'Siège depuis 40 numéros',
    'siege-many': 'Siège depuis 5\u00a0000 numéros',
    throttle: 'Débit limité pendant 20\u00a0s',
    refuse: 'L’opérateur refuse la ligne',
    pause: 'Suspendre les réponses',
    resume: 'Reprendre les réponses',
  },
  shows: {
    testers: 'Dix personnes écrivent une fois chacune\u00a0: chacune reçoit une réponse.',
    harasser: 'Un expéditeur insiste\u00a0: une réponse, puis plus rien, puis un blocage.',
    'siege-few': 'Quelques numéros écrivent sans cesse\u00a0: ils finissent bloqués.',
    'siege-many': 'Chaque numéro écrit une fois\u00a0: la règle du siège répartit ce qui reste du budget.',
    throttle: 'L’opérateur ne prend rien pendant un moment\u00a0: les réponses attendent, aucune n’est perdue.',
    refuse: 'Rien ne part pendant un quart d’heure, et une alarme sonne si une réponse attend.',
    pause: 'Personne ne reçoit de réponse avant la reprise\u202f; les SMS sont toujours traités.',
    resume: 'Les réponses en attente partent dès que leur heure est venue.',
  },
  startAfresh: 'Repartir de zéro',
  startingAfresh: 'Redémarrage…',
  startsAfresh: 'Le numéro oublie tout\u00a0: SMS, expéditeurs, réservations et chiffres.',
  reallyAfresh: 'Repartir de zéro\u202f?',
  forgetAll: 'Tout oublier',
  keepAll: 'Tout garder',
  stop: 'Arrêter le siège',
  siegeRunning: 'Un siège est en cours\u00a0: attendez sa fin, ou arrêtez-le.',
  progress: (experiment, decided, total) => `${experiment}\u00a0: ${decided} SMS traités sur ${total}`,
  stopped: 'Arrêté.',
  result: (decided, replies) => `${decided} SMS traités, dont ${replies} avec réponse.`,
  silences: (counts) =>
    `${counts.map(([reason, count], i) => `${count}${i === 0 ? ' sans réponse' : ''} (${reason})`).join(', ')}.`,
  cost: (cost, unprotected) =>
    `Coût\u00a0: ${cost}. Un numéro qui répond à chaque SMS en deux segments, comme celui de 2017, aurait coûté ${unprotected}.`,

  dashboard: 'Tableau de bord',
  dashboardNote:
    'Les chiffres du tableau de bord d’AWS, disposés pour cette page. Les courbes à la minute montrent le dernier quart d’heure, par pas de dix secondes. Les heures sont en UTC.',
  noData: 'Pas encore de données.',
  chart: (title) => `Graphique\u00a0: ${title}. Ses chiffres suivent.`,
  yes: 'Oui',
  no: 'Non',
  unit: (label, value) => (value < 2 ? (singulars[label] ?? label) : label),
}
