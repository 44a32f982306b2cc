import { type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { receivedUsdOf } from '../../../settings/carriers.ts'
import { usdIn } from '../../../settings/figures.ts'
import type { Settings } from '../../../settings/schema.ts'
import { farAhead } from '../../../shared/rules/shares.ts'
import { metricNames, silencedBecause } from '../../../shared/rules/telemetry.ts'
import { type AlarmRow, type Condition, happens } from '../alarm.ts'
import { filled, hour, type MetricOf } from '../metrics.ts'

export const siege = (settings: Settings): AlarmRow => {
  const { receivedUsdPerDay: most } = settings.alarms
  const receiving = {
    en: ` Receiving is billed all the same: Many texts rings above ${usdIn('en', most)} in 24 hours.`,
    fr: ` La réception est facturée quand même\u00a0: Afflux de SMS sonne au-delà de ${usdIn('fr', most)} en 24 heures.`,
  }
  const { en, fr } = receivedUsdOf(settings) > 0 ? receiving : { en: '', fr: '' }
  return {
    command: 'npm run ops -- status',
    words: {
      en: {
        title: 'Siege',
        wait: `It can wait until the morning: replies cannot cost more than the budget.${en}`,
        first: 'Nothing: go back to sleep. In the morning, status shows how many texts were turned away, of how many.',
        hurt: 'Some honest senders, for whom there was no room: what is left is handed out evenly over time.',
        means:
          'The siege rule has turned texts away: more came than can be answered in time. The number is being flooded, or it has become popular.',
      },
      fr: {
        title: 'Siège',
        wait: `Cela peut attendre le matin\u00a0: les réponses ne coûteront pas plus que le budget.${fr}`,
        first: 'Rien\u00a0: recouchez-vous. Au matin, status montre combien de SMS ont été écartés, et sur combien.',
        hurt: 'Quelques expéditeurs de bonne foi, pour qui il n’y avait pas de place\u00a0: ce qui reste est réparti dans le temps.',
        means:
          'La règle du siège a écarté des SMS\u00a0: il en est venu plus qu’il n’y a de réponses à temps. Le numéro est attaqué, ou il est devenu populaire.',
      },
    },
    condition: ({ metricOf }) => happens(metricOf(silencedBecause('siege'))),
  }
}

export const overBudget: AlarmRow = {
  command: 'npm run ops -- status',
  words: {
    en: {
      title: 'Over budget',
      wait: 'It can wait until the morning: until then, senders get silence.',
      first:
        'See whether it is a flood (then leave it) or honest use (then raise the budget, with the spend limit or the credits).',
      hurt: 'Senders who ought to be answered, and whoever gave them the number.',
      means:
        'The budget of the day or of the month is fully booked, or the month is ahead of the calendar and the share of the day is gone.',
    },
    fr: {
      title: 'Budget épuisé',
      wait: 'Cela peut attendre le matin\u00a0: d’ici là, des SMS restent sans réponse.',
      first:
        'Voyez si c’est une attaque (ne faites rien) ou un usage normal (relevez le budget, avec la limite de dépense ou les crédits).',
      hurt: 'Des expéditeurs qui devraient avoir une réponse, et la personne qui leur a donné le numéro.',
      means:
        'Le budget du jour ou du mois est entièrement réservé, ou le mois est en avance sur le calendrier et la part du jour est épuisée.',
    },
  },
  condition: ({ metricOf }) => happens(metricOf(silencedBecause('over-budget'))),
}

/** Looks at the highest value of a day: only bookings count the metric, and an hour without one must not end it. */
const lately = (metric: IMetric, threshold: number): Condition => ({
  metric: filled(metric, hour),
  threshold,
  evaluationPeriods: 24,
  datapointsToAlarm: 1,
})

const highest = (metricOf: MetricOf, name: string) => metricOf(name, { period: hour, statistic: Stats.MAXIMUM })

export const monthAhead: AlarmRow = {
  command: 'npm run ops -- status',
  words: {
    en: {
      title: 'Month ahead',
      wait: 'It can wait for days: the month does not run out overnight.',
      first:
        'See who texts: a flood is met by the siege rule, a number that you know can be blocked, and honest use needs a larger month.',
      hurt: 'Nobody yet, unless half of the month is booked. If it goes on, senders who ought to be answered, until the month ends.',
      means:
        "A budget's month is booked more than two days ahead of the calendar. Once half of it is booked, the rest is shared out over its days: none falls silent, but some senders do get silence.",
    },
    fr: {
      title: 'Mois en avance',
      wait: 'Cela peut attendre quelques jours\u00a0: le mois ne s’épuise pas en une nuit.',
      first:
        'Voyez qui écrit. En cas d’attaque, la règle du siège suffit, et un numéro connu se bloque\u202f; si l’usage est normal, relevez le mois.',
      hurt: 'Personne avant que la moitié du mois soit réservée. Ensuite, des expéditeurs qui devraient avoir une réponse.',
      means:
        'Un budget a plus de deux jours d’avance sur le calendrier. Dès que la moitié du mois est réservée, le reste est partagé entre les jours\u00a0: aucun n’est muet, mais des SMS restent sans réponse.',
    },
  },
  condition: ({ metricOf }) => lately(highest(metricOf, metricNames.monthAhead), farAhead),
}

/** Where a carrier costs money. */
export const spending: AlarmRow = {
  command: 'npm run ops -- cost',
  words: {
    en: {
      title: 'Spending',
      wait: 'It can wait until the morning: replies cannot cost more than the budget.',
      first:
        'Compare with the cost on the dashboard, and with the days that are left. A flood is met by the siege rule; honest use needs a larger budget.',
      hurt: 'Whoever pays; and senders, once the month is fully booked.',
      means: "Most of a month's budget is booked, which is the most that its replies can cost.",
    },
    fr: {
      title: 'Dépense',
      wait: 'Cela peut attendre le matin\u00a0: les réponses ne coûteront pas plus que le budget.',
      first:
        'Comparez avec le coût sur le tableau de bord et avec les jours qui restent. En cas d’attaque, la règle du siège suffit\u202f; si l’usage est normal, relevez le budget.',
      hurt: 'La personne qui paie\u202f; et les expéditeurs, une fois le mois entièrement réservé.',
      means: 'L’essentiel du budget d’un mois est réservé, c’est-à-dire de ce que ses réponses peuvent coûter au plus.',
    },
  },
  condition: ({ metricOf }) => lately(highest(metricOf, metricNames.monthShareBooked), 0.8),
}
