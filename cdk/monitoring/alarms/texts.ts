import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { receivedUsdOf } from '../../../settings/carriers.ts'
import { told, usdIn } from '../../../settings/figures.ts'
import type { Settings } from '../../../settings/schema.ts'
import { metricNames, refusedTexts, silencedBecause } from '../../../shared/rules/telemetry.ts'
import type { CarrierResources } from '../../carrier.ts'
import type { QueueWithDeadLetters } from '../../queues.ts'
import { type AlarmRow, happens, lasts } from '../alarm.ts'
import { day, sumOf } from '../metrics.ts'
import { wordsOf } from '../words/words.ts'

const { atLeast, timesBooked } = refusedTexts
const refused = 'FILL(refused, 0)'

/** The resources that alarms watch. */
export type Infrastructure = {
  readonly receiveSms: LambdaFunction
  readonly sendReply: LambdaFunction
  readonly resources: readonly Pick<CarrierResources, 'topics' | 'receivedUsd' | 'alarms'>[]
  readonly topic: Topic
  readonly texts: QueueWithDeadLetters
  readonly replies: QueueWithDeadLetters
  readonly subscriptionDeadLetters: Queue
}

export const deadLetters = (infrastructure: Infrastructure): AlarmRow => ({
  command: 'npm run ops -- dead-letters',
  words: {
    en: {
      title: 'Dead letters',
      wait: `It can wait until the morning, but not for a day: a text that is older than ${told('en').tooOld} gets no answer. If dead-letters finds none, it can't wait: texts are being lost.`,
      first: 'Find out which queue it is and whether the cause is over. Delete nothing. If it is none, run doctor.',
      hurt: 'Whoever gave out the number: these texts have had no answer.',
      means: `A text or a reply could not be handled for more than a day, or a text never reached its queue. It is kept for ${told('en').deadLetters}, unless SNS could not keep it, either.`,
    },
    fr: {
      title: 'Files de rebut',
      wait: `Cela peut attendre le matin, mais pas un jour\u00a0: un SMS de plus de ${told('fr').tooOld} ne reçoit plus de réponse. Si dead-letters n’en trouve aucun, cela ne peut pas attendre\u00a0: des SMS se perdent.`,
      first:
        'Voyez de quelle file il s’agit, et si la cause a disparu. Ne supprimez rien. Si ce n’est aucune, lancez doctor.',
      hurt: 'La personne qui a donné le numéro\u00a0: ces SMS n’ont pas eu de réponse.',
      means: `Pendant plus d’un jour, un SMS ou une réponse n’a pas pu être traité, ou un SMS n’est jamais parvenu à sa file. Il est gardé ${told('fr').deadLetters}, sauf si SNS n’a pas pu le garder non plus.`,
    },
  },
  condition: ({ settings }) => {
    const { labels } = wordsOf(settings)
    return happens(sumOf({ ...deadLettersIn(infrastructure), ...lostByTopics(infrastructure) }, labels.deadLetters))
  },
})

/** The number of messages in the dead-letter queues of both queues and of the subscription. */
const deadLettersIn = ({ texts, replies, subscriptionDeadLetters }: Infrastructure) => {
  const count = (queue: Queue) => queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' })
  return {
    texts: count(texts.deadLetters),
    replies: count(replies.deadLetters),
    undelivered: count(subscriptionDeadLetters),
  }
}

/** What topics could neither deliver nor keep (CloudWatch user guide, component-configuration-examples-sns). */
const lostByTopics = ({ topic, resources }: Infrastructure) => {
  const topics = [topic, ...resources.flatMap(({ topics = [] }) => topics)]
  const lost = topics.map((one) => one.metric('NumberOfNotificationsFailedToRedriveToDlq', { statistic: 'Sum' }))
  return Object.fromEntries(lost.map((metric, n) => [`lost${n}`, metric]))
}

export const malformedTexts: AlarmRow = {
  command: 'npm run ops -- logs --since 1d',
  words: {
    en: {
      title: 'Malformed texts',
      wait: 'It can wait until the morning, but not for a day: if all texts are like these, nobody is answered.',
      first:
        'Read in the log for which reason they got silence. If it is all texts, the number is deaf: run doctor, and have what was changed put back.',
      hurt: 'Whoever gave out the number: these texts are never answered.',
      means: `A text came in a form that we do not read; or ${atLeast} texts or more of a day were turned away at first sight, and for every ${timesBooked} of them not more than one was answered: for their line, their sender, their country or their age. A landline that texts three times on a quiet day rings this, too.`,
    },
    fr: {
      title: 'SMS illisibles',
      wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: si tous les SMS sont ainsi, personne ne reçoit de réponse.',
      first:
        'Voyez dans le journal pour quelle raison ils sont restés sans réponse. Si ce sont tous les SMS, le numéro est sourd\u00a0: lancez doctor, et faites rétablir ce qui a été changé.',
      hurt: 'La personne qui a donné le numéro\u00a0: ces SMS n’auront jamais de réponse.',
      means: `Un SMS illisible est arrivé\u202f; ou, en un jour, au moins ${atLeast} SMS ont été écartés d’emblée, et pour ${timesBooked} d’entre eux pas plus d’un n’a eu de réponse\u00a0: pour leur ligne, leur expéditeur, leur pays ou leur âge. Un téléphone fixe qui écrit trois fois un jour calme la fait sonner aussi.`,
    },
  },
  // It is a day long, since in some hours nobody texts.
  condition: ({ metricOf, settings }) => ({
    metric: new MathExpression({
      expression: `FILL(malformed, 0) + IF(${refused} >= ${atLeast}, IF(${refused} >= ${timesBooked} * FILL(booked, 0), ${refused}, 0), 0)`,
      usingMetrics: {
        malformed: metricOf(silencedBecause('malformed')),
        refused: metricOf(metricNames.textsRefused),
        booked: metricOf(metricNames.repliesBooked),
      },
      label: wordsOf(settings).labels.refused,
      period: day,
    }),
    threshold: 0,
    evaluationPeriods: 1,
  }),
}

export const functionErrors = ({ receiveSms, sendReply }: Infrastructure): AlarmRow => ({
  command: 'npm run ops -- logs --since 1d',
  words: {
    en: {
      title: 'Function errors',
      wait: 'It can wait until the morning, but not for a day: until then, what failed is tried again.',
      first: 'Read the error in the log. New since a deployment? Go back. No error? See what else uses up Lambda.',
      hurt: 'Nobody yet: replies come later than they should.',
      means:
        'In at least four minutes of an hour, a function failed, AWS did not start one (throttled), or a text or reply could not be handled: a service is away or throttles us, a time-out, too much at once, or a mistake of ours.',
    },
    fr: {
      title: 'Erreurs des fonctions',
      wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: d’ici là, ce qui a échoué est retenté.',
      first:
        'Lisez l’erreur. Depuis un déploiement\u00a0? Revenez en arrière. Aucune\u00a0? Voyez ce qui occupe Lambda.',
      hurt: 'Personne encore\u00a0: les réponses ont du retard.',
      means:
        'Pendant au moins quatre minutes d’une heure, une fonction a échoué, AWS ne l’a pas lancée (throttled), ou un message n’a pas pu être traité\u00a0: panne, limite d’AWS, délai dépassé, ou erreur de notre part.',
    },
  },
  condition: ({ metricOf, settings }) => {
    // The table's own metrics stay out: an alarm on one ignores missing data whatever it is told (API reference,
    // PutMetricAlarm), so it would not end. A throttle that lasts shows as a text that failed or a delayed reply.
    const errors = {
      receiveSms: receiveSms.metricErrors(),
      sendReply: sendReply.metricErrors(),
      textsFailed: metricOf(metricNames.textsFailed),
      repliesDelayed: metricOf(metricNames.repliesDelayed),
      receiveSmsThrottled: receiveSms.metricThrottles(),
      sendReplyThrottled: sendReply.metricThrottles(),
    }
    return lasts(sumOf(errors, wordsOf(settings).labels.errorsAndThrottles))
  },
})

/** Where a carrier bills what comes. Its sum is in the mail, as the value that CloudWatch gives as its reason. */
export const manyTexts = ({ resources }: Infrastructure, settings: Settings): AlarmRow => {
  const { receivedUsdPerDay } = settings.alarms
  const thousand = 1000 * receivedUsdOf(settings)
  return {
    command: 'npm run ops -- status',
    words: {
      en: {
        title: 'Many texts',
        wait: `It can wait as long as you can pay: receiving has cost more than ${usdIn('en', receivedUsdPerDay)} within 24 hours, outside all budgets.`,
        first: 'See in status what the last hour has cost. Only giving up the number stops it.',
        hurt: 'Whoever pays; and whoever gave out the number, if it has to be given up.',
        means: `Each text that comes is billed, answered or not: an hour of 1,000 texts costs ${usdIn('en', thousand)}. The reason that CloudWatch gives in this mail has the sum of 24 hours.`,
      },
      fr: {
        title: 'Afflux de SMS',
        wait: `Cela peut attendre tant que vous pouvez payer\u00a0: en 24 heures, la réception a coûté plus de ${usdIn('fr', receivedUsdPerDay)}, hors de tout budget.`,
        first: 'Voyez dans status ce qu’a coûté la dernière heure. Seul l’abandon du numéro y met fin.',
        hurt: 'La personne qui paie\u202f; et celle qui a donné le numéro, s’il faut l’abandonner.',
        means: `Chaque SMS reçu est facturé, même sans réponse\u00a0: une heure de 1\u202f000 SMS coûte ${usdIn('fr', thousand)}. Le motif que CloudWatch indique dans ce courriel donne la somme des 24 heures.`,
      },
    },
    condition: ({ metricOf }) => ({
      metric: sumOf(
        Object.fromEntries(
          resources.flatMap(({ receivedUsd }, n) =>
            receivedUsd === undefined ? [] : [[`cost${n}`, receivedUsd(metricOf)]],
          ),
        ),
        'USD',
        day,
      ),
      threshold: receivedUsdPerDay,
      evaluationPeriods: 1,
    }),
  }
}
