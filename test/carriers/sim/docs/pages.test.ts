import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { simMonthly } from '../../../../carriers/sim/ops.ts'
import { inTotal } from '../../../../ops/list-prices.ts'
import { checkSettings, readSettings } from '../../../../settings/read.ts'
import { everyCarrier, wordsIn } from '../../../cdk/monitored.ts'
import { synthesised } from '../../../cdk/synthesised.ts'
import { retentionOf, statedIn } from '../../../docs/retention.ts'

const read = (name: string): string => readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8')
const usd = (price: number): string => price.toFixed(2)

test('the page about costs states the fixed cost that a SIM adds', () => {
  const page = read('docs/costs.md')
  expect(page).toContain(`up to ${usd(inTotal(simMonthly))} USD more a month`)
  const { secret, metrics, alarms, dashboard } = simMonthly
  expect(page).toContain(
    `(a secret ${usd(secret)}, eight metrics ${usd(metrics)}, what alarms watch ${usd(alarms)}, a dashboard of more than fifty metrics ${usd(dashboard)})`,
  )
})

test.each([
  ['docs/runbook.md', 'en', /^\*\*On the dashboard\.\*\* (.+?)\n\n/gms],
  ['docs/runbook.fr.md', 'fr', /^\*\*Sur le tableau de bord\.\*\* (.+?)\n\n/gms],
])('what %s quotes from the dashboard is on it, phones included', (page, operatorLanguage, paragraph) => {
  const quoted = [...read(page).matchAll(paragraph)].flatMap(([, text = '']) =>
    [...text.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, words = '']) => words.replaceAll('\n', ' ')),
  )
  expect(quoted.length).toBeGreaterThan(20)
  const shown = wordsIn(everyCarrier({ operatorLanguage }))
  expect(quoted.filter((words) => !shown.some((one) => one.includes(words)))).toEqual([])
})

test.each(['privacy.md', 'privacy.fr.md'])(
  '%s states how long the log of the webhook is kept, which only a stage with a SIM has',
  (page) => {
    const [template, withSim] = [synthesised().template, synthesised(readSettings('local-sim')).template]
    const places = retentionOf(template).map(([place]) => place)
    const besides = retentionOf(withSim).filter(([place]) => !places.includes(place))
    expect(besides).toEqual([['SimWebhookLogs', 30]])
    expect(statedIn(page, 'carriers')).toMatchObject(Object.fromEntries(besides))
  },
)

test('the settings in docs/sim.md are valid, and have a SIM line', () => {
  const examples = [...read('docs/sim.md').matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']): unknown =>
    JSON.parse(json),
  )
  const carriers = examples.map((raw) =>
    checkSettings(raw, 'settings/example.json').lines.map(({ carrier }) => carrier),
  )
  expect(carriers).toEqual([['sim', 'aws']])
})
