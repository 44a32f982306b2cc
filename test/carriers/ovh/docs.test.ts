import { expect, test } from 'vitest'

import { ovhMonthly } from '../../../carriers/ovh/ops.ts'
import { ovhMetricNames } from '../../../carriers/ovh/traits.ts'
import { inTotal, listPrices } from '../../../ops/list-prices.ts'
import { checkSettings } from '../../../settings/read.ts'
import {
  deliveredBy,
  lineRefusedBy,
  repliesRefusedBy,
  submittedTo,
  undeliveredBy,
} from '../../../shared/rules/telemetry.ts'
import { linesOf, metricsOf, monitoringOf } from '../../cdk/monitored.ts'
import { synthesised } from '../../cdk/synthesised.ts'
import { absentFrom, read } from '../../docs/page.ts'
import { watchedBy, watchedUsd } from '../../docs/stated.ts'
import { commandLinesOf, exitCodeOf, wordsOf } from '../../ops/machine.ts'
import { example } from '../../settings/checked.ts'
import { mixed } from './example.ts'

const pages = ['docs/time2chat.md', 'docs/time2chat.fr.md']
const documented = pages.flatMap(commandLinesOf)

test.each([...new Set(documented)])('the command line parses what the pages show: %s', async (commandLine) => {
  expect(await exitCodeOf(wordsOf(commandLine))).not.toBe(2)
})

test.each(pages)('the settings in %s are valid, and its texts fit one part', (name) => {
  const examples = [...read(name).matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']): unknown => JSON.parse(json))
  expect(
    examples.map((raw) => checkSettings(raw, 'settings/example.json').lines.map(({ carrier }) => carrier)),
  ).toEqual([['ovh']])
})

test.each([
  ['docs/costs.md', '.'],
  ['docs/time2chat.md', '.'],
  ['docs/costs.fr.md', ','],
  ['docs/time2chat.fr.md', ','],
])('%s states what such a line adds to the list price of a month', (name, point) => {
  const [total, ...parts] = [inTotal(ovhMonthly), ...Object.values(ovhMonthly)].map((usd) =>
    usd.toFixed(2).replace('.', point),
  )
  const page = read(name)
  expect(absentFrom(page, [`${total} USD`, ...parts])).toEqual([])
})

test('that includes its metrics, what alarms watch of them, and a dashboard that is too large to be free', () => {
  const metrics = [
    ...Object.values(ovhMetricNames),
    ...[submittedTo, lineRefusedBy, repliesRefusedBy, deliveredBy, undeliveredBy].map((nameOf) => nameOf('ovh')),
  ]
  expect(ovhMonthly.metrics).toBeCloseTo(metrics.length * listPrices.metrics.monthly)
  const watchedBesides = watchedBy(synthesised(mixed).template) - watchedBy(synthesised(example).template)
  expect(ovhMonthly.alarms).toBeCloseTo(watchedBesides * watchedUsd)
  expect(metricsOf(linesOf(monitoringOf(mixed).widgets)).size > 50 ? 3 : undefined).toBe(ovhMonthly.dashboard)
})

test.each(['README.md', 'README.fr.md', ...pages])(
  '%s says where it first speaks of it that nobody has tried it',
  (name) => {
    const paragraphs = read(name).split('\n\n')
    const first = paragraphs.findIndex((paragraph) => /^(?!#).*Time2Chat/s.test(paragraph))
    const around = paragraphs.slice(Math.max(0, first - 1), first + 1).join(' ')
    expect(around).toMatch(/nobody has tried|personne n(e l)?’a (encore )?essayée?/i)
  },
)
