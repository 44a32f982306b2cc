import type { OperatorLanguage } from '../settings/values.ts'
import type { Fate, MonthReport, Published, Row } from './report.ts'

/** The report in words: a title, remarks, and tables of what was counted. `shown` writes a count as the language does. */
export type ReportInWords = {
  readonly shown: (count: Published) => string
  readonly title: string
  readonly remarks: readonly string[]
  readonly tables: readonly {
    readonly heading: string
    readonly rows: readonly (readonly [what: string, count: Published])[]
  }[]
}

const en = {
  title: (month: string) => `The number in ${month}`,
  utc: 'Months are those of UTC.',
  small:
    'What was counted fewer than ten times is not told, so that nobody can be recognised; such counts are added to others.',
  open: 'The month is not over: these counts will grow.',
  texts: 'Texts received',
  total: 'in all',
  replies: 'Replies sent',
  cost: 'cost of SMS as AWS reports it, in USD, about',
  hidden: 'What became of the replies is not told, since it would tell a small count.',
  sieges: 'Sieges',
  siegeHours: 'hours of siege',
  others: 'all others',
  fate: {
    replied: 'a reply was sent',
    open: 'a reply waited, or was not sent in the end',
    malformed: 'not readable',
    stale: 'more than two days old',
    'unknown-line': 'to a number that is not ours',
    'own-line': 'from the number itself',
    'not-a-mobile': 'not from a mobile',
    country: 'from another country',
    'opted-out': 'from somebody who had sent STOP',
    blocked: 'from somebody who would not stop, and was blocked',
    'answered-recently': 'from somebody who had had a reply',
    duplicate: 'delivered twice',
    'over-budget': 'no budget was left',
    siege: 'held back in a siege',
    'ignored-call': 'a missed call',
  } satisfies Record<Fate, string>,
  end: { arrived: 'arrived', lost: 'did not arrive', unknown: 'no news of it yet' },
  locale: 'en',
}

const fr: typeof en = {
  title: (month) => `Le numéro en ${month}`,
  utc: 'Les mois sont ceux de l’heure universelle (UTC).',
  small:
    'Ce qui a été compté moins de dix fois n’est pas publié, pour que personne ne puisse être reconnu\u202f; ces nombres sont ajoutés à d’autres.',
  open: 'Le mois n’est pas fini\u00a0: ces nombres augmenteront.',
  texts: 'SMS reçus',
  total: 'en tout',
  replies: 'Réponses envoyées',
  cost: 'coût des SMS d’après AWS, en dollars, environ',
  hidden: 'Le sort des réponses n’est pas publié, car il révélerait un petit nombre.',
  sieges: 'Sièges',
  siegeHours: 'heures de siège',
  others: 'tout le reste',
  fate: {
    replied: 'une réponse a été envoyée',
    open: 'une réponse attendait encore, ou n’est finalement pas partie',
    malformed: 'illisible',
    stale: 'vieux de plus de deux jours',
    'unknown-line': 'à un numéro qui n’est pas le nôtre',
    'own-line': 'venu du numéro lui-même',
    'not-a-mobile': 'venu d’ailleurs que d’un mobile',
    country: 'venu d’un autre pays',
    'opted-out': 'd’une personne qui avait envoyé STOP',
    blocked: 'd’une personne qui insistait, et a été bloquée',
    'answered-recently': 'd’une personne qui avait déjà eu sa réponse',
    duplicate: 'reçu en double',
    'over-budget': 'budget épuisé',
    siege: 'retenu pendant un siège',
    'ignored-call': 'appel manqué',
  },
  end: { arrived: 'arrivées', lost: 'non arrivées', unknown: 'sans nouvelles' },
  locale: 'fr',
}

const wordsIn = { en, fr } as const satisfies Record<OperatorLanguage, typeof en>

export const inWords = (report: MonthReport, language: OperatorLanguage): ReportInWords => {
  const words = wordsIn[language]
  // What is counted together is mostly what hardly ever happens.
  const saidOf = (names: readonly string[]) => (names.length > 3 ? words.others : names.join(', '))
  const rowsOf = <Name extends string>(rows: readonly Row<Name>[], say: Readonly<Record<Name, string>>) =>
    rows.map(({ names, count }) => [saidOf(names.map((name) => say[name])), count] as const)
  const month = new Date(`${report.month}-01T00:00:00Z`).toLocaleDateString(words.locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const { replies } = report
  return {
    shown: (count) => count.toLocaleString(words.locale),
    title: words.title(month),
    remarks: [
      words.utc,
      ...(report.isOver ? [] : [words.open]),
      words.small,
      ...(replies === undefined ? [words.hidden] : []),
    ],
    tables: [
      { heading: words.texts, rows: [[words.total, report.texts], ...rowsOf(report.fates, words.fate)] },
      ...(replies === undefined
        ? []
        : [
            {
              heading: words.replies,
              rows: [
                [words.total, replies.total] as const,
                ...rowsOf(replies.ends, words.end),
                [words.cost, replies.costUsd] as const,
              ],
            },
          ]),
      {
        heading: words.sieges,
        rows: [
          [words.total, report.sieges],
          [words.siegeHours, report.siegeHours],
        ],
      },
    ],
  }
}
