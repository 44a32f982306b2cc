import { Command, Option } from '@commander-js/extra-typings'
import type { Translated } from '../../settings/values.ts'
import { hour } from '../../shared/rules/timing.ts'
import { functionsOf, type Operations } from '../carrier.ts'
import { readLog } from '../cloudwatch.ts'
import { type CommandContext, parseDuration } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { logEventsIn } from '../log-event.ts'
import { isoOf, onOneLine, same } from '../words.ts'

type Line = { readonly at: string; readonly function: string; readonly line: string }

export const logsCommand = (context: CommandContext, operations: Operations) =>
  new Command('logs')
    .description('what the functions have logged: ids, reasons and times, never a number or a text')
    .addOption(
      new Option('--since <time>', 'how far back, such as 15min or 2d').argParser(parseSince).default(hour, '1h'),
    )
    .option('--lost', 'only the replies that failed or expired, or may have been sent or not', false)
    .action(async ({ since, lost }) => {
      const lines = await read(await context.open(), operations, since)
      context.report(
        lines.filter(({ line }) => (lost ? isOfLost(line) : !isMetrics(line))),
        print,
      )
    })

/** Here, m can mean minutes only. */
const parseSince = (typed: string): number => parseDuration(typed.replace(/^(\d+) ?m$/, '$1min'))

/** Whether CloudWatch reads metrics from a log line (CloudWatch user guide, embedded metric format). */
const isMetrics = (line: string): boolean => line.startsWith('{"_aws":')

const isOfLost = (line: string): boolean =>
  logEventsIn(line).some(({ outcome }) => outcome === 'failed' || outcome === 'expired' || outcome === 'uncertain')

const read = async (deployment: Deployment, operations: Operations, sinceMs: number): Promise<readonly Line[]> => {
  const since = deployment.now() - sinceMs
  const logs = await Promise.all(
    functionsOf(operations, deployment).map(async ({ name, logGroupName }) => {
      const lines = await readLog(deployment, logGroupName, '', since)
      return lines.map(({ at, line }) => ({ at, function: name, line }))
    }),
  )
  return logs
    .flat()
    .sort((a, b) => a.at - b.at)
    .map(({ at, ...line }) => ({ at: isoOf(at), ...line }))
}

const print = (lines: readonly Line[]): Translated =>
  lines.length === 0
    ? { en: 'Nothing was logged.', fr: 'Rien n’a été noté.' }
    : same(lines.map(({ at, function: name, line }) => `${at.slice(0, 19)}  ${name}  ${onOneLine(line)}`).join('\n'))
