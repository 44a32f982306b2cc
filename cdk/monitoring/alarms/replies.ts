import { Duration } from 'aws-cdk-lib'
import { ComparisonOperator, MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { lineRefusedBy, metricNames, repliesRefusedBy, submittedTo } from '../../../shared/rules/telemetry.ts'
import type { StageCarrier } from '../../carrier.ts'
import { type AlarmRow, happens, hoursOfFourAttempts, lasts } from '../alarm.ts'
import { day, filled, ofThreeDays, sumOf } from '../metrics.ts'
import { wordsOf } from '../words/words.ts'

/** Alarms on what goes out. Each carrier has its own of some, because what one accepts says nothing of another. */

export const forgedReplies: AlarmRow = {
  command: 'npm run ops -- logs --since 1d',
  words: {
    en: {
      title: 'Forged replies',
      wait: "It can't wait: somebody may have got into your account, and tried to have somebody texted.",
      first:
        'Call whoever administers the AWS account, now. They pause sending, see in IAM who may write to the queue of replies (the operator’s policy may) or read the key that signs them, and revoke whom nobody knows.',
      hurt: 'Nobody yet: the reply was dropped. But whoever wrote it can do more.',
      means:
        'The queue of replies held one that our functions have not signed. It is harmless if the key that signs them was changed.',
    },
    fr: {
      title: 'Fausses réponses',
      wait: 'Cela ne peut pas attendre\u00a0: quelqu’un a peut-être accès à votre compte, et a voulu faire envoyer un SMS.',
      first:
        'Appelez tout de suite la personne qui administre le compte AWS. Elle suspend l’envoi, voit dans IAM qui peut écrire dans la file des réponses (la politique d’exploitant le permet) ou lire la clé qui les signe, et retire ce droit aux inconnus.',
      hurt: 'Personne encore\u00a0: la réponse a été écartée. Mais son auteur peut faire plus.',
      means:
        'La file des réponses en contenait une que nos fonctions n’ont pas signée. C’est sans gravité si la clé qui les signe a été changée.',
    },
  },
  condition: ({ metricOf }) => ({
    metric: filled(metricOf(metricNames.repliesForged), day),
    threshold: 0,
    evaluationPeriods: 1,
  }),
}

export const lostReplies: AlarmRow = {
  command: 'npm run ops -- logs --lost --since 1d',
  words: {
    en: {
      title: 'Lost replies',
      wait: 'It can wait until the morning: none of these replies is sent again, so that nobody is answered twice.',
      first: 'See which of the three it is, and why. Leave the replies alone.',
      hurt: 'Senders who were owed a reply, and whoever gave them the number.',
      means:
        'A reply was refused by the carrier (failed), was a day late (expired), or may have been sent or not (uncertain).',
    },
    fr: {
      title: 'Réponses perdues',
      wait: 'Cela peut attendre le matin\u00a0: aucune de ces réponses n’est renvoyée, pour que personne n’en reçoive deux.',
      first: 'Voyez lequel des trois, et pourquoi. Laissez ces réponses tranquilles.',
      hurt: 'Des expéditeurs à qui une réponse était due, et la personne qui leur a donné le numéro.',
      means:
        'Une réponse a été refusée par l’opérateur (failed), avait un jour de retard (expired), ou est peut-être partie, peut-être pas (uncertain).',
    },
  },
  condition: ({ metricOf, settings }) => {
    const lost = {
      failed: metricOf(metricNames.repliesFailed),
      uncertain: metricOf(metricNames.repliesUncertain),
      expired: metricOf(metricNames.repliesExpired),
    }
    return happens(sumOf(lost, wordsOf(settings).labels.replies))
  },
}

export const lineRefused = (carrier: StageCarrier): AlarmRow => ({
  command: 'npm run ops -- status',
  words: {
    en: {
      title: 'Line refused',
      wait: 'It can wait until the morning, but not for a day: then the queued replies expire.',
      first: 'See why, and what to do.',
      hurt: 'Senders whose replies are late, and whoever gave them the number.',
      means: 'A line could not send, and could not minutes later: it is refused, or nobody answers.',
    },
    fr: {
      title: 'Ligne refusée',
      wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: les réponses en attente expirent alors.',
      first: 'Voyez pourquoi, et que faire.',
      hurt: 'Les expéditeurs dont la réponse tarde, et la personne qui leur a donné le numéro.',
      means:
        'Une ligne n’a pas pu envoyer, et pas davantage quelques minutes plus tard\u00a0: on la refuse, ou personne ne répond.',
    },
  },
  condition: ({ metricOf }) => lasts(metricOf(lineRefusedBy(carrier.name)), { hours: hoursOfFourAttempts }),
})

/** So many refused replies in a row are no accident, if the limits allow no sender as many within `hoursOfReplies`. */
const manyRefused = 3
const hoursOfReplies = Duration.hours(3)

/**
 * Raised when a few hours hold replies that were refused, and none that was accepted. They are one period, because an
 * alarm can't add up several; CloudWatch moves it along every minute (user guide, alarm evaluation window).
 */
export const repliesRefused = (carrier: StageCarrier): AlarmRow => ({
  command: 'npm run ops -- status',
  words: {
    en: {
      title: 'Replies refused',
      wait: 'It can wait until the morning, but not for a day: then the queued replies expire.',
      first: 'See why the last one was refused, and what to do.',
      hurt: 'Senders whose replies are late, and whoever gave them the number.',
      means:
        'In three hours, replies were refused three times or more, each for a reason that may be about its destination or the pace, and their carrier accepted none. So it is probably the line.',
    },
    fr: {
      title: 'Réponses refusées',
      wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: les réponses en attente expirent alors.',
      first: 'Voyez pourquoi la dernière a été refusée, et que faire.',
      hurt: 'Les expéditeurs dont la réponse tarde, et la personne qui leur a donné le numéro.',
      means:
        'En trois heures, l’opérateur a refusé au moins trois fois d’envoyer, pour un motif qui peut tenir au destinataire ou au rythme, et n’a accepté aucune réponse. C’est donc sans doute la ligne.',
    },
  },
  condition: ({ metricOf, settings }) => ({
    metric: new MathExpression({
      expression: 'IF(FILL(accepted, 0) > 0, 0, FILL(refused, 0))',
      usingMetrics: {
        accepted: metricOf(submittedTo(carrier.name)),
        refused: metricOf(repliesRefusedBy(carrier.name)),
      },
      label: wordsOf(settings).labels.refusedOnly,
      period: hoursOfReplies,
    }),
    threshold: manyRefused - 1,
    evaluationPeriods: 1,
  }),
})

export const repliesUndelivered = (carrier: StageCarrier): AlarmRow => ({
  command: 'npm run ops -- status',
  words: {
    en: {
      title: 'Replies undelivered',
      wait: 'It can wait until the morning, but more replies may be lost until then.',
      first:
        'See in which ways they failed. Blocked or spam is about the words, unreachable about phones that are off. Then text the number yourself.',
      hurt: 'Senders who seem to be answered and are not.',
      means:
        'Too many replies of the last three days were submitted to the carrier and did not arrive, or could not be sent.',
    },
    fr: {
      title: 'Réponses non arrivées',
      wait: 'Cela peut attendre le matin, mais d’autres réponses peuvent se perdre d’ici là.',
      first:
        'Voyez de quelle façon. «\u00a0bloquée\u00a0» ou «\u00a0prise pour un indésirable\u00a0»\u00a0: les mots sont en cause\u202f; «\u00a0téléphone injoignable\u00a0»\u00a0: des téléphones éteints. Puis écrivez vous-même au numéro.',
      hurt: 'Des expéditeurs qui semblent avoir eu une réponse, et ne l’ont pas eue.',
      means:
        'Trop de réponses des trois derniers jours, remises à l’opérateur, ne sont pas arrivées ou n’ont pas pu partir.',
    },
  },
  condition: ({ metricOf, settings }) => ({
    metric: carrier.arrivedShare(metricOf, ofThreeDays, wordsOf(settings).labels.arrivedShare),
    threshold: settings.alarms.deliverySuccess,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 1,
  }),
})
