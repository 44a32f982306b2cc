import { buildBundles } from '../../cdk/bundles.ts'
import { createApp } from '../../cdk/synthesise.ts'
import { alarm, evaluateAlarm, type MetricQuery, type Periods, readStack } from '../../emulator/index.ts'
import { minute, second } from '../../shared/rules/timing.ts'
import { flag, onAllCores, parseOptions, runProgram, table, wholeNumber, writeEvidence } from '../program.ts'
import { liveMonth, monthEnd, monthStart, settings } from './month.ts'

const volumes = [40, 400, 4000]

type Task = { readonly texts: number; readonly seed: number }

const readAlarms = () => {
  const stack = createApp('example', settings, { checks: false }).synth().getStackByName('AntiRelou-example')
  const place = { stackName: 'AntiRelou-example', region: settings.region, accountId: '123456789012', endpoint: '' }
  return readStack(stack.template, place).all(alarm)
}

/** Counts the mails of a month by alarm. CloudWatch evaluates each minute, and an alarm sends one when it begins. */
export const mailsOfMonth = async ({ texts, seed }: Task): Promise<Readonly<Record<string, number>>> => {
  const series = await liveMonth(texts, seed)
  const dataOf = ({ name, statistic }: MetricQuery, { times, periodSeconds }: Periods) =>
    times.map((time) => series.value(name, statistic, time * second, (time + periodSeconds) * second))
  const mails: Record<string, number> = {}
  for (const { ref, properties } of readAlarms()) {
    const { queries, periodSeconds, EvaluationPeriods, TreatMissingData } = properties
    const windowMs = periodSeconds * EvaluationPeriods * second
    const names = queries.flatMap((query) => ('metric' in query ? query.metric.name : []))
    let isRinging = false
    for (let now = monthStart; now < monthEnd; now += minute) {
      const end = now + minute
      // Without data, only an alarm on silence can ring, and most windows of the others need not be evaluated.
      const isEmpty = names.every((name) => series.value(name, 'Sum', end - windowMs, end) === null)
      const rings =
        (!isEmpty || TreatMissingData === 'breaching') &&
        evaluateAlarm(properties, dataOf, end - second, monthStart) === 'ALARM'
      if (rings && !isRinging) mails[ref] = (mails[ref] ?? 0) + 1
      isRinging = rings
    }
    mails[ref] ??= 0
  }
  return mails
}

const main = async (args: readonly string[]): Promise<number> => {
  const known = { months: { type: 'string', default: '10' }, evidence: flag } as const
  const options = parseOptions(args, known, 'there are --months, for how many of each size, and --evidence')
  const months = wholeNumber('--months', options.months, 1, 1000)
  await buildBundles()
  const tasks = volumes.flatMap((texts) => Array.from({ length: months }, (_, i) => ({ texts, seed: i + 1 })))
  const onDone = (_: unknown, done: number) => process.stderr.write(`\r${done} of ${tasks.length} months `)
  const found = await onAllCores({ module: new URL(import.meta.url), run: mailsOfMonth }, tasks, { onDone })
  process.stderr.write('\r')
  const mean = (name: string, texts: number): number =>
    tasks.reduce((sum, task, i) => sum + (task.texts === texts ? (found[i]?.[name] ?? 0) : 0), 0) / months
  const names = Object.keys(found[0] ?? {})
  const mailing = names.filter((name) => found.some((mails) => (mails[name] ?? 0) > 0))
  const rows = mailing.map((name) => [
    name.replace('AntiRelou-example-', ''),
    ...volumes.map((texts) => mean(name, texts).toFixed(2)),
  ])
  const markdown = [
    `In ${months} months each of ${volumes.join(', ')} texts, ${mailing.length} of ${names.length} alarms sent mails.`,
    ...(mailing.length === 0
      ? []
      : ['On average:', table(['alarm', ...volumes.map((texts) => `${texts} texts`)], rows, 1)]),
  ].join('\n\n')
  console.log(markdown)
  if (options.evidence) writeEvidence('mails', markdown)
  return 0
}

if (import.meta.main) await runProgram(main)
