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
      wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: un SMS de plus de deux jours ne reçoit plus de réponse. Si dead-letters n’en trouve aucun, cela ne peut pas attendre\u00a0: des SMS se perdent.',
      hurt: 'La personne qui a donné le numéro\u00a0: ces SMS n’ont pas eu de réponse.',
      means:
        'Pendant plus d’un jour, un SMS ou une réponse n’a pas pu être traité, ou un SMS n’est jamais parvenu à sa file. Il est gardé 14 jours, sauf si SNS n’a pas pu le garder non plus.',
      first:
        'Voyez de quelle file il s’agit, et si la cause a disparu. Ne supprimez rien. Si ce n’est aucune, lancez doctor.',
    },
    siege: {
      wait: 'Cela peut attendre le matin\u00a0: les réponses ne coûteront pas plus que le budget, et many-texts sonne si la facture monte.',
      hurt: 'Quelques expéditeurs de bonne foi, pour qui il n’y a pas de place en ce moment\u00a0: ce qui reste est réparti dans le temps.',
      means:
        'La moitié du budget d’une heure ou d’un jour est réservée\u00a0: le numéro est attaqué, ou il est devenu populaire.',
      first: 'Rien\u00a0: recouchez-vous. Le tableau de bord montre qui reste sans réponse, et pourquoi.',
    },
    'over-budget': {
      wait: 'Cela peut attendre le matin\u00a0: d’ici là, des SMS restent sans réponse.',
      hurt: 'Des expéditeurs qui devraient avoir une réponse, et la personne qui leur a donné le numéro.',
      means:
        'Le budget des 24 prochaines heures, du jour ou du mois est entièrement réservé, ou le mois est en avance sur le calendrier et la part du jour est épuisée.',
      first: 'Voyez si c’est une attaque (ne faites rien) ou un usage normal (relevez le budget).',
    },
    'month-ahead': {
      wait: 'Cela peut attendre quelques jours\u00a0: le mois ne s’épuise pas en une nuit.',
      hurt: 'Personne encore, sauf si la moitié du mois est réservée. Ensuite, des expéditeurs qui devraient avoir une réponse.',
      means:
        'Un budget a plus de deux jours d’avance sur le calendrier. Dès que la moitié du mois est réservée, le reste est partagé entre les jours\u00a0: aucun n’est muet, mais des SMS restent sans réponse.',
      first:
        'Lancez npm run ops -- status, et voyez qui écrit. En cas d’attaque, la règle du siège suffit, et vous pouvez bloquer un numéro que vous connaissez.',
    },
    spending: {
      wait: 'Cela peut attendre le matin\u00a0: les réponses ne coûteront pas plus que le budget.',
      hurt: 'La personne qui paie\u202f; et les expéditeurs, une fois le mois entièrement réservé.',
      means: 'L’essentiel du budget d’un mois est réservé, c’est-à-dire de ce que ses réponses peuvent coûter au plus.',
      first:
        'Comparez avec le coût sur le tableau de bord et avec les jours qui restent. En cas d’attaque, la règle du siège suffit\u202f; si l’usage est normal, relevez le budget.',
    },
    'lost-replies': {
      wait: 'Cela peut attendre le matin\u00a0: aucune de ces réponses n’est renvoyée, pour que personne n’en reçoive deux.',
      hurt: 'Des expéditeurs à qui une réponse était due, et la personne qui leur a donné le numéro.',
      means:
        'Une réponse a été refusée par l’opérateur (failed), a attendu un jour de trop (expired), ou est peut-être partie, peut-être pas (uncertain).',
      first: 'Voyez lequel des trois, et laissez ces réponses tranquilles.',
    },
    'line-refused': {
      wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: les réponses en attente expirent alors.',
      hurt: 'Les expéditeurs dont la réponse attend, et la personne qui leur a donné le numéro.',
      means:
        'Une ligne n’a pas pu envoyer, et pas davantage quelques minutes plus tard\u00a0: on la refuse, ou personne ne répond.',
      first: 'Lancez npm run ops -- status\u00a0: la commande dit pourquoi, et que faire.',
    },
    'replies-refused': {
      wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: les réponses en attente expirent alors.',
      hurt: 'Les expéditeurs dont la réponse attend, et la personne qui leur a donné le numéro.',
      means:
        'En trois heures, trois réponses au moins ont été refusées, chacune pour un motif qui peut tenir à son destinataire, et l’opérateur n’en a accepté aucune. C’est donc sans doute la ligne.',
      first: 'Lancez npm run ops -- status\u00a0: la commande dit pourquoi la dernière a été refusée, et que faire.',
    },
    'malformed-texts': {
      wait: 'Cela peut attendre le matin, sauf si le journal signale une réponse falsifiée\u00a0: quelqu’un a peut-être accès à votre compte. Et si tous les SMS sont illisibles, le numéro est sourd.',
      hurt: 'L’expéditeur du SMS\u00a0: il n’aura jamais de réponse. Une fausse réponse a été écartée.',
      means:
        'Un SMS est arrivé dans un format illisible\u00a0: AWS l’a changé, ou autre chose publie dans la rubrique. Ou la file des réponses en contenait une que nos fonctions n’ont pas signée.',
      first:
        'Lisez le journal maintenant. Si une réponse est fausse, cherchez dans IAM qui peut écrire dans leur file, et retirez-lui ce droit.',
    },
    'function-errors': {
      wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: d’ici là, ce qui a échoué est retenté.',
      hurt: 'Personne encore\u00a0: les réponses ont du retard.',
      means:
        'Plusieurs fois en une heure, une fonction a échoué, AWS ne l’a pas lancée (throttled), ou un message n’a pas pu être traité\u00a0: service en panne, accès limité par AWS, délai dépassé, trop à la fois, ou erreur de notre part.',
      first:
        'Lisez l’erreur dans le journal. Si elle date d’un déploiement, déployez la version d’avant. Si le tableau de bord montre des limitations, cherchez ce qui occupe Lambda.',
    },
    'many-texts': {
      hurt: 'La personne qui paie\u202f; et celle qui a donné le numéro, si des SMS se perdent.',
      means: 'Plus de SMS que prévu en une heure\u202f; pendant un siège, vingt fois plus.',
    },
    'delivery-success': {
      wait: 'Cela peut attendre le matin, mais d’autres réponses peuvent se perdre d’ici là.',
      hurt: 'Des expéditeurs qui semblent avoir eu une réponse, et ne l’ont pas eue.',
    },
  },
  runbookFile: 'docs/runbook.fr.md',
  header: {
    runbook: (runbook) =>
      `Que faire à chaque alarme, et comment vérifier une fois par mois que le numéro répond encore\u00a0: ${runbook}.`,
    days: 'Les jours et les mois sont ceux de l’heure UTC, mais une alarme sur un jour regarde les dernières 24\u00a0heures. Les chiffres d’AWS ont quelques minutes de retard.',
    link: (address) => `[le guide](${address})`,
    alarms: 'Alarmes',
  },
  titles: {
    textsToday: 'SMS reçus aujourd’hui',
    minutesSinceText: 'Minutes depuis le dernier SMS',
    repliesToday: 'Réponses envoyées aujourd’hui',
    blockedToday: 'Expéditeurs bloqués aujourd’hui',
    siege: 'Siège cette heure-ci (1\u00a0: oui)',
    waiting: 'Réponses en attente',
    texts: 'SMS reçus, réponses réservées et réponses envoyées',
    silenced: 'SMS restés sans réponse, par motif',
    bookedByHour: 'Segments réservés par heure',
    bookedByDay: 'Segments réservés par jour',
    bookedThisMonth: 'Segments réservés ce mois-ci',
    costToday: (currency) => `Coût des réponses aujourd’hui, ${currency}`,
    costThisMonth: (currency) => `Coût des réponses ce mois-ci, ${currency}`,
    arrived: 'Réponses arrivées, par jour (1\u00a0: toutes)',
    spent: 'Coût des SMS ce mois-ci, d’après AWS (USD)',
    reports: 'Réponses envoyées, et ce qu’en disent les opérateurs',
  },
  labels: {
    texts: 'SMS',
    replies: 'réponses',
    minutes: 'min',
    senders: 'expéditeurs',
    siege: 'siège',
    times: 'fois',
    repliesBooked: 'réponses réservées',
    repliesCancelled: 'réponses annulées',
    repliesSubmitted: 'réponses envoyées',
    bookedForThenOrLater: 'réservés, pour cette période ou plus tard',
    booked: 'réservés',
    budget: 'limite',
    allBudgets: 'tous les budgets',
    alarmBelow: 'alarme au-dessous',
    submitted: 'envoyées',
    arrived: 'arrivées',
    notArrived: 'non arrivées',
    noNews: 'sans nouvelles depuis 72\u00a0h',
    arrivedShare: 'part arrivée',
    deadLetters: 'au rebut',
    undelivered: 'SMS que SNS n’a pas pu transmettre',
    refusedOnly: 'réponses refusées sans qu’aucune soit acceptée',
    notOurs: 'messages qui ne viennent pas de nous',
    errorsAndThrottles: 'erreurs et limitations',
    textsBesidesSiege: 'SMS et limitations, moins ceux d’un siège',
  },
  reasons: {
    malformed: 'illisible',
    stale: 'envoyé il y a plus de deux jours',
    'unknown-line': 'à un numéro qui n’est pas à nous',
    'own-line': 'venu d’une de nos lignes',
    'not-a-mobile': 'venu d’un téléphone qui n’est pas un mobile',
    country: 'venu d’un pays non desservi',
    'opted-out': 'expéditeur désinscrit (STOP)',
    blocked: 'expéditeur bloqué',
    'answered-recently': 'expéditeur qui a déjà eu sa réponse',
    duplicate: 'reçu en double',
    'over-budget': 'budget épuisé',
    siege: 'écarté par la règle du siège',
    'ignored-call': 'appel sur une ligne qui ignore les appels',
  },
  infrastructure: {
    heading: 'L’infrastructure',
    receiveSms: 'receive-sms, qui décide du sort de chaque SMS',
    sendReply: 'send-reply, qui envoie les réponses',
    queues: 'Files',
    topicAndTable: 'Rubrique SNS et table',
    texts: 'File des SMS',
    replies: 'File des réponses',
    deadLetters: 'Files de rebut',
    topic: 'Rubrique SNS',
    tableUnits: 'Table\u00a0: unités',
    tableThrottles: 'Table\u00a0: limitations',
    invocations: 'Exécutions',
    errorsAndThrottles: 'Erreurs et limitations',
    duration: 'Durée',
    invoked: 'Exécutions',
    faults: 'Erreurs',
    throttles: 'Limitations',
    average: 'Moyenne',
    longest: 'La plus longue',
    visible: 'En attente',
    held: 'Retenus ou en cours',
    published: 'Publiés',
    failed: 'Échecs',
    read: 'Lues',
    written: 'Écrites',
    reads: 'En lecture',
    writes: 'En écriture',
    textsAgain: 'SMS à retenter',
    repliesAgain: 'Réponses à retenter',
    count: 'Nombre',
  },
}
