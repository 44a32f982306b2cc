import { Command, Option } from '@commander-js/extra-typings'

import { day } from '../../shared/rules/timing.ts'
import { readLog } from '../cloudwatch.ts'
import { type CommandContext, parseDuration } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { onOneLine } from '../words.ts'

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
    .action(async ({ since }) => context.report(await read(await context.open(), since), print))

type Line = { readonly at: string; readonly line: string }

/** Each line is a look-up as it was logged: with which command, and by whom. */
const read = async (deployment: Deployment, sinceMs: number): Promise<readonly Line[]> => {
  const { outputs, now } = deployment
  const lines = await readLog(deployment, outputs.LookupLogGroupName, '', now() - sinceMs)
  return lines.map(({ at, line }) => ({ at: new Date(at).toISOString(), line }))
}

const print = (lines: readonly Line[]): string =>
  lines.length === 0
    ? 'Nobody was looked up.'
    : lines.map(({ at, line }) => `${at.slice(0, 19)}  ${onOneLine(line)}`).join('\n')
