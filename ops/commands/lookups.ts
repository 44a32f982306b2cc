import { Command, Option } from '@commander-js/extra-typings'
import { day } from '../../shared/rules/timing.ts'
import { readLog } from '../cloudwatch.ts'
import { type CommandContext, parseDuration } from '../command-context.ts'
import { isoOf, onOneLine } from '../words.ts'

export const lookupsCommand = (context: CommandContext) =>
  new Command('lookups')
    .description('who has looked a sender up, when, and by which command; never whom')
    .addOption(
      new Option('--since <time>', 'how far back, such as 12h or 365d')
        .argParser(parseDuration)
        .default(30 * day, '30d'),
    )
    .addHelpText(
      'after',
      '\nFor whoever answers for the number: it takes an administrator, since none of the policies may read it.',
    )
    .action(async ({ since }) => {
      const deployment = await context.open()
      const lines = await readLog(deployment, deployment.outputs.LookupLogGroupName, '', deployment.now() - since)
      context.report(
        lines.map(({ at, line }) => ({ at: isoOf(at), line })),
        print,
      )
    })

type Line = { readonly at: string; readonly line: string }

const print = (lines: readonly Line[]): string =>
  lines.length === 0
    ? 'Nobody was looked up.'
    : lines.map(({ at, line }) => `${at.slice(0, 19)}  ${onOneLine(line)}`).join('\n')
