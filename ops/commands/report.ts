import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command } from '@commander-js/extra-typings'
import { operatorLanguageOf } from '../../settings/operators.ts'
import type { Operations } from '../carrier.ts'
import type { CommandContext } from '../command-context.ts'
import { readMonth } from '../report/month.ts'
import { drawReport } from '../report/page.ts'

export const reportCommand = (context: CommandContext, operations: Operations) =>
  new Command('report')
    .description('a page to print about one month, for a board or a funder, in which nobody can be recognised')
    .argument('[month]', 'such as 2026-11; by default the last one that is over')
    .action(async (typed) => {
      const deployment = await context.open()
      const { stage, settings } = deployment
      const month = await readMonth(deployment, operations, typed)
      // git ignores this folder.
      const folder = fileURLToPath(new URL(`../../dist/${stage}`, import.meta.url))
      const file = `${folder}/report-${month.month}.html`
      mkdirSync(folder, { recursive: true })
      writeFileSync(file, drawReport(month, settings, operatorLanguageOf(settings)))
      context.report({ ...month, file }, print)
    })

const print = ({ file, month, isOver }: { readonly file: string; readonly month: string; readonly isOver: boolean }) =>
  isOver
    ? {
        en: `${file}: ${month}. Read it before you hand it on.`,
        fr: `${file}\u00a0: ${month}. Lisez-la avant de la transmettre.`,
      }
    : {
        en: `${file}: ${month} so far. Read it before you hand it on.`,
        fr: `${file}\u00a0: ${month} jusqu’ici. Lisez-la avant de la transmettre.`,
      }
