import type { OperatorLanguage } from '../settings/values.ts'
import type { Fate, MonthReport, Published, Row } from './report.ts'

/** The report in words: a title, remarks, and tables of what was counted. */
export type ReportInWords = {
  readonly title: string
  readonly remarks: readonly string[]
  readonly tables: readonly {
    readonly heading: string
    readonly rows: readonly (readonly [what: string, count: string])[]
  }[]
}

const en = {
  title: (month: string) => `The number in ${month}`,
  utc: 'Months are those of UTC.',
  small:
    'What was counted fewer than ten times is not told, so that nobody can be recognised; such counts are added to others.',
  open: 'The month is not over: these counts will grow.',
  texts: 'Texts received',
  fates: 'What became of them',
  replies: 'Replies sent',
  cost: 'Cost of SMS as AWS reports it, in USD, about',
  hidden: 'What became of the replies is not told, since it would tell a small count.',
  sieges: 'Sieges',
  siegeHours: 'Hours of siege',
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
  fates: 'Ce qu’ils sont devenus',
  replies: 'Réponses envoyées',
  cost: 'Coût des SMS d’après AWS, en dollars, environ',
  hidden: 'Le sort des réponses n’est pas publié, car il révélerait un petit nombre.',
  sieges: 'Sièges',
  siegeHours: 'Heures de siège',
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
  const shown = (count: Published): string => (count === '<10' ? count : count.toLocaleString(words.locale))
  // What is counted together is mostly what hardly ever happens.
  const saidOf = (names: readonly string[]) => (names.length > 3 ? words.others : names.join(', '))
  const rowsOf = <Name extends string>(rows: readonly Row<Name>[], say: Readonly<Record<Name, string>>) =>
    rows.map(({ names, count }) => [saidOf(names.map((name) => say[name])), shown(count)] as const)
  const month = new Date(`${report.month}-01T00:00:00Z`).toLocaleDateString(words.locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const { replies } = report
  return {
    title: words.title(month),
    remarks: [
      words.utc,
      ...(report.isOver ? [] : [words.open]),
      words.small,
      ...(replies === undefined ? [words.hidden] : []),
    ],
    tables: [
      { heading: words.fates, rows: [[words.texts, shown(report.texts)], ...rowsOf(report.fates, words.fate)] },
      ...(replies === undefined
        ? []
        : [
            {
              heading: words.replies,
              rows: [
                [words.replies, shown(replies.total)] as const,
                ...rowsOf(replies.ends, words.end),
                [words.cost, String(replies.costUsd)] as const,
              ],
            },
          ]),
      {
        heading: words.sieges,
        rows: [
          [words.sieges, shown(report.sieges)],
          [words.siegeHours, shown(report.siegeHours)],
        ],
      },
    ],
  }
}
