import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { silentHours } from '../../../shared/rules/beat.ts'
import { metricNames } from '../../../shared/rules/telemetry.ts'
import type { AlarmRow } from '../alarm.ts'
import { hour } from '../metrics.ts'

export const noHeartbeat: AlarmRow = {
  command: 'npm run doctor --',
  words: {
    en: {
      title: 'No heartbeat',
      wait: 'It can wait until the morning, but not for a day: a text that is older than two days gets no answer.',
      first: 'If sending was paused, and that was forgotten, resume it. Else run doctor: it says what is broken.',
      hurt: 'Whoever gave out the number: texts may be lost, or replies not sent.',
      means:
        'Once an hour a beat goes the way of a text and its reply, up to the question whether each line would send. None has come through for a day. While a new number is not attached yet, that is to be expected.',
    },
    fr: {
      title: 'Plus de battement',
      wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: un SMS de plus de deux jours ne reçoit plus de réponse.',
      first:
        'Si l’envoi a été suspendu, puis oublié, reprenez-le. Sinon, lancez doctor\u00a0: il dit ce qui est en panne.',
      hurt: 'La personne qui a donné le numéro\u00a0: des SMS se perdent peut-être, ou des réponses ne partent pas.',
      means:
        'Chaque heure, un battement suit le chemin d’un SMS et de sa réponse, jusqu’à demander à chaque ligne si elle enverrait. Aucun n’est arrivé au bout depuis un jour. Tant qu’un nouveau numéro n’est pas rattaché, c’est normal.',
    },
  },
  warmUp: { hours: silentHours + 2, whole: false },
  condition: ({ metricOf }) => ({
    metric: metricOf(metricNames.heartbeats, { period: hour }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: silentHours,
    treatMissingData: TreatMissingData.BREACHING,
  }),
}
