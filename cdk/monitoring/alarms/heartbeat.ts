import { ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { told } from '../../../settings/figures.ts'
import { silentHours, unheardHours } from '../../../shared/rules/beat.ts'
import { metricNames } from '../../../shared/rules/telemetry.ts'
import type { AlarmRow, Condition } from '../alarm.ts'
import { filled, hour } from '../metrics.ts'

/**
 * Raised when no beat came in so many hours, of one more: a single one in between changes nothing. The window slides
 * each minute (alarm.ts), so once an hour it has the hours of beats.
 */
const isRare = (metric: IMetric, hours: number): Condition => ({
  metric: filled(metric, hour),
  threshold: 1,
  comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
  evaluationPeriods: hours + 1,
  datapointsToAlarm: hours,
  treatMissingData: TreatMissingData.BREACHING,
})

export const notHeard: AlarmRow = {
  command: 'npm run doctor --',
  words: {
    en: {
      title: 'Not heard',
      wait: `It can wait until the morning, but not for a day: texts may be lost, and one that is older than ${told('en').tooOld} gets no answer.`,
      first: 'Run doctor: it says what is broken.',
      hurt: 'Whoever gave out the number: nobody who texts it may get an answer.',
      means: `Once an hour a beat comes as a text does, and has all done for it that a text needs. For ${told('en').unheard}, none was heard.`,
    },
    fr: {
      title: 'Plus rien entendu',
      wait: `Cela peut attendre le matin, mais pas un jour\u00a0: des SMS se perdent peut-être, et un SMS de plus de ${told('fr').tooOld} ne reçoit plus de réponse.`,
      first: 'Lancez doctor\u00a0: il dit ce qui est en panne.',
      hurt: 'La personne qui a donné le numéro\u00a0: peut-être que plus personne ne reçoit de réponse.',
      means: `Chaque heure, un battement arrive comme un SMS, et tout ce qu’il faut pour un SMS est fait pour lui. Depuis ${told('fr').unheard}, aucun n’a été entendu.`,
    },
  },
  warmUpHours: unheardHours + 2,
  condition: ({ metricOf }) => isRare(metricOf(metricNames.beatsHeard), unheardHours),
}

export const noHeartbeat: AlarmRow = {
  command: 'npm run doctor --',
  words: {
    en: {
      title: 'No heartbeat',
      wait: 'It can wait until the morning, but not for a day: then the queued replies expire.',
      first: 'If sending was paused, and that was forgotten, resume it. Else run doctor: it says what is broken.',
      hurt: 'Whoever gave out the number: texts may be lost, or replies not sent.',
      means: `Once an hour a beat goes the way of a text and of each line's reply, up to the question whether that line would send. For ${told('en').silent}, not all have come through. That is to be expected while a new number is not attached, or AWS keeps the account in its sandbox.`,
    },
    fr: {
      title: 'Plus de battement',
      wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: les réponses en attente expirent alors.',
      first:
        'Si l’envoi a été suspendu, puis oublié, reprenez-le. Sinon, lancez doctor\u00a0: il dit ce qui est en panne.',
      hurt: 'La personne qui a donné le numéro\u00a0: des SMS se perdent peut-être, ou des réponses ne partent pas.',
      means: `Chaque heure, un battement suit le chemin d’un SMS et de la réponse de chaque ligne, jusqu’à demander à celle-ci si elle enverrait. Depuis ${told('fr').silent}, tous ne sont pas arrivés au bout. C’est normal tant qu’un nouveau numéro n’est pas rattaché, ou qu’AWS garde le compte dans son bac à sable.`,
    },
  },
  warmUpHours: silentHours + 2,
  condition: ({ metricOf }) => isRare(metricOf(metricNames.heartbeats), silentHours),
}
