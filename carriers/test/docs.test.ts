import { existsSync, globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { listPrices } from '../../ops/list-prices.ts'
import { operations } from '../../ops/run.ts'
import { checkSettings } from '../../settings/read.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { replyText } from '../../shared/rules/messages.ts'
import {
  deliveredBy,
  lineRefusedBy,
  repliesRefusedBy,
  submittedTo,
  undeliveredBy,
} from '../../shared/rules/telemetry.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { linesOf, metricsOf, monitoringOf } from '../../test/cdk/monitored.ts'
import { synthesised } from '../../test/cdk/synthesised.ts'
import { read } from '../../test/docs/page.ts'
import { expiryIn, noon, retentionOf, statedIn, watchedBy, watchedUsd } from '../../test/docs/stated.ts'
import { example } from '../../test/settings/checked.ts'
import { services } from './services.ts'

const all = carrierNames.map((name) => [name, services[name]] as const)

test.each(all)('%s has a stage on this machine, a page, and e2e tests', (name, { page, tested }) => {
  for (const file of [`settings/${tested.stage}.json`, `docs/${page}.md`]) expect(existsSync(file), file).toBe(true)
  expect(globSync(`carriers/${name}/test/e2e*.test.ts`)).not.toEqual([])
})

/** The carriers whose lines add to what every stage has. */
const others = all.filter(([name]) => name !== 'aws')

test.each(others)('a stage without a line of %s has nothing of it', (name) => {
  expect(synthesised().text).not.toMatch(new RegExp(name, 'i'))
})

const pagesOf = (name: string) => globSync(`docs/${name}{,.fr}.md`)

test.each(others.flatMap(([name, { page }]) => pagesOf(page).map((file) => [file, name] as const)))(
  'the settings in %s are valid',
  (page, name) => {
    const examples = [...read(page).matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']): unknown =>
      JSON.parse(json),
    )
    const checked = examples.map((raw) => checkSettings(raw, 'settings/example.json'))
    expect(checked.map(({ lines }) => lines.map(({ carrier }) => carrier))).toEqual([[name]])
    // Whoever never learns of STOP can't ask for silence.
    for (const { lines } of checked)
      for (const { language, texts } of lines) expect(replyText(language, 1, texts)).toContain('STOP')
  },
)

describe.each(others)('what a line of %s adds to the list price of a month', (name, { mixed, counted }) => {
  test('includes its metrics and what alarms watch of them, but no dashboard: one of fifty metrics is free', () => {
    const ofEach = [submittedTo, lineRefusedBy, repliesRefusedBy, deliveredBy, undeliveredBy].map((of) => of(name))
    const { metrics = 0, alarms = 0 } = operations[name].monthlyUsd ?? {}
    expect(metrics).toBeCloseTo((ofEach.length + counted.length) * listPrices.metrics.monthly)
    const watchedBesides = watchedBy(synthesised(mixed).template) - watchedBy(synthesised(example).template)
    expect(alarms).toBeCloseTo(watchedBesides * watchedUsd)
    expect(metricsOf(linesOf(monitoringOf(mixed).widgets)).size).toBeLessThanOrEqual(50)
  })
})

test.each(['privacy.md', 'privacy.fr.md'])('%s states how long what only some carriers have is kept', async (page) => {
  const everywhere = retentionOf(synthesised().template).map(([place]) => place)
  const besides = others
    .flatMap(([, { alone }]) => retentionOf(synthesised(alone).template))
    .filter(([place]) => !everywhere.includes(place))
  expect(besides).not.toEqual([])
  const noted = await expiryIn((table) => createClaimStore(table).noteMessageId('id', 'text', noon))
  expect(statedIn(page, 'carriers')).toMatchObject({ ...Object.fromEntries(besides), 'message#…': noted })
})
