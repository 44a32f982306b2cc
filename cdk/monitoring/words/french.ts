import type { MonitoringWords } from './english.ts'

export const french: MonitoringWords = {
  description: {
    first: (text) => `À faire d’abord\u00a0: ${text}`,
    hurt: (text) => `Qui en souffre\u00a0: ${text}`,
    means: (text) => `Ce que cela veut dire\u00a0: ${text}`,
    runbook: (address) => `Guide\u00a0: ${address}`,
  },
  alarms: {
    'dead-letters': {
      hurt: 'Quiconque a donné le numéro\u00a0: ces SMS n’ont pas eu de réponse.',
      means:
        'Un SMS ou une réponse n’a pas pu être traité pendant plus d’un jour, ou un SMS n’a jamais atteint sa file. Il est gardé 14 jours.',
      first: 'Trouver de quelle file il s’agit, et si la cause a disparu. Ne rien supprimer.',
    },
    siege: {
      hurt: 'Quelques expéditeurs de bonne foi, pour qui il n’y a plus de place\u00a0: ce qui reste est réparti dans le temps.',
      means:
        'La moitié du budget d’une heure ou d’un jour est réservée\u00a0: le numéro est inondé, ou il est devenu populaire.',
      first: 'Rien\u00a0: la règle tient d’elle-même. Le tableau de bord montre qui reçoit le silence, et pourquoi.',
    },
    'over-budget': {
      hurt: 'Des expéditeurs à qui il faudrait répondre\u00a0: qui leur a donné le numéro attend en vain.',
      means:
        'Le budget des 24 prochaines heures, du jour ou du mois est entièrement réservé, ou le mois est en avance sur le calendrier et la part du jour est épuisée\u00a0: les SMS reçoivent le silence.',
    },
    'month-ahead': {
      hurt: 'Personne encore, sauf si la moitié du mois est réservée. Si cela dure, des expéditeurs à qui il faudrait répondre, jusqu’à la fin du mois.',
      means:
        'Les réservations du mois ont plus de deux jours d’avance sur le calendrier. Dès que la moitié du mois est réservée, le reste est réparti sur ses jours\u00a0: aucun ne reste muet, mais certains expéditeurs n’ont pas de réponse.',
      first:
        'Lancer npm run ops -- status, et voir qui écrit\u00a0: la règle du siège tient tête à une inondation, et un numéro connu peut être bloqué.',
    },
    spending: {
      hurt: 'Qui paie\u202f; et les expéditeurs, une fois le mois entièrement réservé.',
      means: 'L’essentiel du budget d’un mois est réservé\u00a0: c’est le plus que puissent coûter ses réponses.',
      first:
        'Comparer avec le coût affiché au tableau de bord et avec les jours qui restent. La règle du siège tient tête à une inondation\u202f; un usage de bonne foi demande un budget plus grand.',
    },
    'lost-replies': {
      hurt: 'Des expéditeurs à qui une réponse était due, et qui leur a donné le numéro.',
      means:
        'Une réponse a été refusée par l’opérateur (failed), a attendu un jour de trop (expired), ou est peut-être partie, peut-être pas (uncertain).',
      first:
        'Voir laquelle des trois. Aucune n’est jamais renvoyée d’elle-même\u00a0: personne ne reçoit deux réponses.',
    },
    'line-refused': {
      hurt: 'Les expéditeurs dont la réponse attend, et qui leur a donné le numéro. Une réponse qui a attendu un jour expire.',
      means:
        'Une ligne n’a pas pu envoyer, plusieurs fois de suite\u00a0: rien n’est parti, et les réponses attendent que l’une d’elles passe.',
      first: 'Lancer npm run ops -- status\u00a0: il dit quelle ligne, pourquoi, et que faire.',
    },
    'malformed-texts': {
      hurt: 'Qui a envoyé le SMS\u00a0: il ne peut plus recevoir de réponse. Si c’est une fausse réponse, personne\u00a0: elle a été écartée.',
      means:
        'Un SMS est venu sous une forme que nous ne lisons pas\u00a0: AWS l’a changée, ou autre chose publie sur le sujet. Ou la file des réponses en contenait une que nos fonctions n’ont pas signée\u00a0: quelqu’un qui peut écrire dans la file a voulu faire envoyer un SMS.',
      first:
        'Voir dans le journal lequel des deux. Si tous les SMS sont illisibles, le numéro est sourd. Si une réponse est fausse, chercher dans IAM qui peut écrire dans la file, et lui retirer ce droit.',
    },
    'function-errors': {
      hurt: 'Personne encore\u00a0: SMS et réponses attendent un jour dans leurs files et sont repris, plus tard qu’il ne faudrait.',
      means:
        'Plusieurs fois en une heure, une fonction a échoué, AWS ne l’a pas lancée (throttled), ou un message n’a pas pu être traité\u00a0: service absent ou débit limité, délai dépassé, trop à la fois, ou erreur de notre part.',
      first:
        'Lire l’erreur dans le journal. Si elle date d’un déploiement, déployer la version d’avant. Si le tableau de bord montre des limitations, voir ce qui épuise la concurrence de Lambda.',
    },
    'many-texts': {
      means: 'Il est venu plus de SMS en une heure que les réglages n’en attendent.',
    },
    'delivery-success': {
      hurt: 'Des expéditeurs qui semblent avoir une réponse et n’en ont pas, et qui leur a donné le numéro.',
    },
  },
  runbookFile: 'docs/runbook.fr.md',
  header: {
    runbook: (runbook) =>
      `Que faire à chaque alarme, et comment voir une fois par mois que le numéro répond encore\u00a0: ${runbook}.`,
    days: 'Jours et mois sont en UTC. Ce que compte AWS arrive avec quelques minutes de retard.',
    link: (address) => `[le guide](${address})`,
    alarms: 'Alarmes',
  },
  titles: {
    textsToday: 'SMS reçus aujourd’hui',
    minutesSinceText: 'Minutes depuis le dernier SMS',
    repliesToday: 'Réponses remises à l’opérateur aujourd’hui',
    blockedToday: 'Expéditeurs bloqués aujourd’hui',
    siege: 'Siège cette heure-ci (1\u00a0: oui)',
    waiting: 'Réponses en attente',
    texts: 'SMS reçus, réponses réservées et réponses remises à l’opérateur',
    silenced: 'SMS restés sans réponse, par motif',
    bookedByHour: 'Segments réservés par heure',
    bookedByDay: 'Segments réservés par jour',
    bookedThisMonth: 'Segments réservés ce mois-ci',
    costToday: (currency) => `Coût des réponses aujourd’hui, ${currency}`,
    costThisMonth: (currency) => `Coût des réponses ce mois-ci, ${currency}`,
    arrived: 'Réponses arrivées, par jour (1\u00a0: toutes)',
    spent: 'Coût des SMS ce mois-ci, d’après AWS (USD)',
    reports: 'Réponses remises, et ce qu’en rapportent les opérateurs',
    lineRefused: 'Refus d’une ligne ou de son compte cette heure-ci (0\u00a0: aucun)',
  },
  labels: {
    texts: 'SMS',
    replies: 'réponses',
    minutes: 'min',
    senders: 'expéditeurs',
    siege: 'siège',
    times: 'fois',
    repliesBooked: 'réponses réservées',
    repliesSubmitted: 'réponses remises',
    bookedForThenOrLater: 'réservés, pour cette période ou plus tard',
    booked: 'réservés',
    budget: 'limite',
    allBudgets: 'tous les budgets',
    alarmBelow: 'alarme au-dessous',
    submitted: 'remises',
    arrived: 'arrivées',
    notArrived: 'non arrivées',
    noNews: 'sans nouvelles depuis 72\u00a0h',
    arrivedShare: 'part arrivée',
    deadLetters: 'au rebut',
    undelivered: 'SMS que SNS n’a pas pu remettre',
    notOurs: 'messages qui ne sont pas de nous',
    errorsAndThrottles: 'erreurs et limitations',
    textsAndThrottles: 'SMS et limitations',
  },
  reasons: {
    malformed: 'illisible',
    stale: 'vieux de plus de deux jours',
    'unknown-line': 'à un numéro qui n’est pas à nous',
    'own-line': 'd’une de nos lignes',
    'not-a-mobile': 'pas d’un mobile',
    country: 'd’un pays non desservi',
    'opted-out': 'expéditeur désinscrit (STOP)',
    blocked: 'expéditeur bloqué',
    'answered-recently': 'expéditeur qui a eu une réponse récemment',
    duplicate: 'distribué deux fois',
    'over-budget': 'budget épuisé',
    siege: 'retenu par la règle du siège',
    'ignored-call': 'appel à une ligne qui ignore les appels',
  },
  infrastructure: {
    heading: 'L’infrastructure',
    receiveSms: 'receive-sms, qui décide de chaque SMS',
    sendReply: 'send-reply, qui envoie les réponses',
    queues: 'Files',
    topicAndTable: 'Sujet et table',
    texts: 'File des SMS',
    replies: 'File des réponses',
    deadLetters: 'Files de rebut',
    topic: 'Sujet',
    tableUnits: 'Table\u00a0: unités',
    tableThrottles: 'Table\u00a0: limitations',
    invocations: 'Appels',
    errorsAndThrottles: 'Erreurs et limitations',
    duration: 'Durée',
    invoked: 'Appels',
    concurrent: 'À la fois',
    faults: 'Erreurs',
    throttles: 'Limitations',
    average: 'Moyenne',
    longest: 'La plus longue',
    visible: 'En attente',
    held: 'Retenus ou en cours',
    incoming: 'Arrivés',
    published: 'Publiés',
    failed: 'Non remis',
    read: 'Lues',
    written: 'Écrites',
    reads: 'En lecture',
    writes: 'En écriture',
    textsAgain: 'SMS à reprendre',
    repliesAgain: 'Réponses à reprendre',
    count: 'Nombre',
  },
}
