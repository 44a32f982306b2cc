import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from '@commander-js/extra-typings'

import { Refusal, UsageError } from '../../settings/refusal.ts'
import { operatorLanguageOf, operatorLanguages } from '../../settings/values.ts'
import { day } from '../../shared/rules/timing.ts'
import type { CommandContext } from '../command-context.ts'
import { type Month, type MonthReport, readMonth, reportOf } from '../report.ts'
import { inWords, type ReportInWords } from '../report-words.ts'
import { momentOf, table } from '../words.ts'

export const reportCommand = (context: CommandContext) =>
  new Command('report')
    .description('what the number did in a month, for everybody to read: no count below ten, and none that tells one')
    .requiredOption('--month <month>', 'such as 2026-10, in UTC', parseMonth)
    .option('--csv', 'print for a spreadsheet')
    .option('--page', 'write a page in French and English, to be published')
    .action(async ({ month, csv, page }) => {
      const deployment = await context.open()
      assertCounted(month, deployment.now())
      const report = reportOf(month, await readMonth(deployment, month), deployment.now())
      const written = page === true ? write(deployment.stage, report) : undefined
      const language = operatorLanguageOf(deployment.settings)
      context.report(written === undefined ? report : { ...report, file: written }, () =>
        written === undefined
          ? (csv === true ? csvOf : print)(inWords(report, language))
          : `${written}: read it before you publish it.`,
      )
    })

/** Parses a month such as `2026-10`. Throws a `UsageError` for anything else. */
const parseMonth = (typed: string): Month => {
  const from = Date.parse(`${typed}-01T00:00:00Z`)
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(typed) || Number.isNaN(from))
    throw new UsageError(`--month is ${JSON.stringify(typed.slice(0, 80))}, but it must be a month such as 2026-10.`)
  const [year = 0, month = 0] = typed.split('-').map(Number)
  return { name: typed, from, to: Date.UTC(year, month) }
}

/** CloudWatch keeps hourly values for 455 days (user guide, CloudWatch concepts, metrics retention). */
const keptMs = 455 * day

const assertCounted = ({ name, from }: Month, now: number): void => {
  if (from > now) throw new UsageError(`${name} has not begun: it is ${momentOf(now)} now.`)
  if (from < now - keptMs)
    throw new Refusal(
      `CloudWatch keeps metrics for ${keptMs / day} days, so what it still has of ${name} would be too little.`,
    )
}

const print = ({ title, remarks, tables, shown }: ReportInWords): string => {
  const paragraphs = tables.flatMap(({ heading, rows }) => [
    '',
    heading,
    table(rows.map(([what, count]) => [what, shown(count)])),
  ])
  return [title, ...paragraphs, '', ...remarks].join('\n')
}

const csvOf = ({ tables }: ReportInWords): string =>
  tables
    .flatMap(({ heading, rows }) => rows.map((row) => [heading, ...row]))
    .map((cells) =>
      cells.map((cell) => (typeof cell === 'number' ? cell : `"${cell.replaceAll('"', '""')}"`)).join(','),
    )
    .join('\r\n')

const folder = fileURLToPath(new URL('../../dist', import.meta.url))

const write = (stage: string, report: MonthReport): string => {
  const file = `${folder}/${stage}/report-${report.month}.html`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, pageOf(report))
  return file
}

/** A page without scripts, in both languages. All of its words are the project's. */
const pageOf = (report: MonthReport): string => `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inWords(report, 'fr').title}</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 38rem; margin: 0 auto; padding: 1rem }
table { width: 100%; border-collapse: collapse }
th, td { text-align: start; font-weight: normal; padding: .3rem 0; border-bottom: 1px solid #8884; vertical-align: top }
td { text-align: end; white-space: nowrap; padding-inline-start: 1rem; font-variant-numeric: tabular-nums }
section + section { border-top: 3px solid #8884; margin-top: 2rem }
</style>
${[...operatorLanguages]
  .toReversed()
  .map((language) => section(inWords(report, language), language))
  .join('\n')}
</html>
`

const section = (
  { title, remarks, tables, shown }: ReportInWords,
  language: string,
): string => `<section lang="${language}">
<h1>${title}</h1>
${tables
  .map(
    ({ heading, rows }) => `<h2>${heading}</h2>
<table>
${rows.map(([what, count]) => `<tr><th scope="row">${what}</th><td>${shown(count).replace('<', '&lt;')}</td></tr>`).join('\n')}
</table>`,
  )
  .join('\n')}
${remarks.map((remark) => `<p>${remark}</p>`).join('\n')}
</section>`
