import type { Settings } from '../../settings/schema.ts'
import type { OperatorLanguage } from '../../settings/values.ts'
import { minute } from '../../shared/rules/timing.ts'
import { type Html, html, type Inlined, inline } from '../html.ts'
import { statusWords } from '../status-words.ts'
import type { Figure, Month } from './month.ts'
import { reportWords } from './words.ts'

/** Draws the report of a month as a page that prints on two sheets. It needs no network, and runs no script. */
export const drawReport = (month: Month, { currency }: Pick<Settings, 'currency'>, language: OperatorLanguage) => {
  const { hash, markup } = style()
  const words = reportWords[language]
  const say = formatsIn(language, currency)
  const title = words.title(say.month(month.from))
  return html`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hash}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${markup}</style>
<main>
<h1>${title}</h1>
<p>${words.lead}</p>
<p>${words.span(say.day(month.from), say.day(Date.parse(month.to) - 1), month.isOver)}</p>
${figures(month, language, say)}
${(['texts', 'replies'] as const).map((which) => chart(month, which, language, say))}
${paid(month, language, say)}
<h2>${words.notes.title}</h2>
${words.notes.all.map((note) => html`<p class="notes">${note}</p>`)}
</main>
</html>
`.markup
}

let known: Inlined | undefined
const style = () => (known ??= inline(new URL('style.css', import.meta.url)))

type Formats = ReturnType<typeof formatsIn>

const formatsIn = (language: OperatorLanguage, { code, perUsd }: Settings['currency']) => {
  const locale = { en: 'en-GB', fr: 'fr-FR' }[language]
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
  const [days, months] = [date({ dateStyle: 'long' }), date({ month: 'long', year: 'numeric' })]
  const numbers = new Intl.NumberFormat(locale)
  const amounts = new Intl.NumberFormat(locale, { style: 'currency', currency: code })
  return {
    day: (at: string | number) => days.format(new Date(at)).replace(/^1 (?=\p{Ll})/u, '1er '),
    month: (at: string) => months.format(new Date(at)).replace(/^./, (letter) => letter.toUpperCase()),
    number: (value: number) => numbers.format(value),
    amount: (usd: number) => amounts.format(usd * perUsd),
  }
}

const figures = (month: Month, language: OperatorLanguage, say: Formats): Html => {
  const words = reportWords[language]
  const { siege, heartbeat, medianDelayMs } = month
  const delay = medianDelayMs === null ? words.noReply : words.minutes(Math.round(medianDelayMs / minute))
  const rows: readonly (readonly [keyof typeof words.figures, string, Figure])[] = [
    ['texts', say.number(month.texts), 'texts'],
    ['replies', say.number(month.replies), 'replies'],
    ['wroteAgain', statusWords[language].wroteAgain(month), 'firstReplies'],
    ['delay', delay, 'replies'],
    ['optOuts', say.number(month.optOuts), 'optOuts'],
    ['siege', words.siege(siege.nights, say.number(siege.turnedAway), say.amount(siege.savedUsd)), 'turnedAway'],
    ['overBudget', say.number(month.overBudget), 'overBudget'],
    ['heartbeat', heartbeat === null ? words.unknown : words.heartbeat(heartbeat), 'through'],
  ]
  const since = (figure: Figure): string => {
    const first = month.firstCounted[figure]
    return first === null ? words.never : say.day(first)
  }
  return html`<table>
<thead><tr><th scope="col">${words.head.what}</th><th scope="col">${words.head.figure}</th><th scope="col">${words.head.since}</th></tr></thead>
<tbody>
${rows.map(([label, said, figure]) => html`<tr><th scope="row">${words.figures[label]}</th><td>${said}</td><td>${since(figure)}</td></tr>`)}
</tbody>
</table>`
}

/** The size of a chart, in its own units. */
const [width, height, margin] = [640, 110, 16]

const chart = ({ days }: Month, which: 'texts' | 'replies', language: OperatorLanguage, say: Formats): Html => {
  const words = reportWords[language].chart
  const { title, most } = words[which]
  const tallest = days.reduce((one, other) => (other[which] > one[which] ? other : one))
  const caption = tallest[which] === 0 ? words.none : most(say.day(tallest.day), say.number(tallest[which]))
  const step = width / days.length
  const bars = days.map((one, i) => {
    const tall = (one[which] / Math.max(1, tallest[which])) * (height - 2 * margin)
    return html`<rect x="${i * step + 1}" y="${height - margin - tall}" width="${step - 2}" height="${tall}"/>`
  })
  const labels = days.flatMap((_, i) =>
    i % 7 === 0 ? [html`<text x="${i * step + 1}" y="${height - 3}">${i + 1}</text>`] : [],
  )
  return html`<figure>
<h2>${title}</h2>
<figcaption>${caption}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}. ${caption}">${bars}<line x1="0" x2="${width}" y1="${height - margin}" y2="${height - margin}"/>${labels}</svg>
</figure>`
}

const paid = ({ smsReportedUsd, estimatedUsd }: Month, language: OperatorLanguage, say: Formats): Html => {
  const words = reportWords[language].paid
  const rows = [
    { to: 'AWS', what: words.reported, usd: smsReportedUsd },
    ...estimatedUsd.map(({ to, what, usd }) => ({ to, what: words.estimated(what[language]), usd })),
  ].filter(({ usd }) => usd > 0)
  const sum = { to: words.sum, what: '', usd: rows.reduce((total, { usd }) => total + usd, 0) }
  return html`<h2>${words.title}</h2>
<table>
<thead><tr><th scope="col">${words.head.to}</th><th scope="col">${words.head.what}</th><th scope="col">${words.head.amount}</th></tr></thead>
<tbody>
${[...rows, sum].map(({ to, what, usd }) => html`<tr><th scope="row">${to}</th><td>${what}</td><td>${say.amount(usd)}</td></tr>`)}
</tbody>
</table>
<p class="notes">${words.rest}</p>`
}
