import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { whatsappMonthly } from '../../../../carriers/whatsapp/ops.ts'
import { inTotal, listPrices, metricsUsd } from '../../../../ops/list-prices.ts'
import { checkSettings } from '../../../../settings/read.ts'
import { createClaimStore } from '../../../../shared/stores/dynamodb/claim-store.ts'
import { expiryIn, noon, statedIn } from '../../../docs/retention.ts'
import { commandLinesOf, exitCodeOf, wordsOf } from '../../../ops/machine.ts'

const pages = ['docs/whatsapp.md', 'docs/whatsapp.fr.md']
const read = (name: string): string => readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8')
const usd = (price: number): string => price.toFixed(2)
const documented = pages.flatMap(commandLinesOf)

test.each([...new Set(documented)])('the command line parses what the pages show: %s', async (commandLine) => {
  expect(await exitCodeOf(wordsOf(commandLine))).not.toBe(2)
})

test('both pages show how to attach a line', () => {
  expect(documented.filter((line) => line.startsWith('attach whatsapp:+'))).toHaveLength(2)
})

test('the page about WhatsApp states the fixed cost that such a line adds', () => {
  const page = read('docs/whatsapp.md')
  const { metrics, alarms } = whatsappMonthly
  const [fixed, allMetrics] = [inTotal(listPrices.monthly), metricsUsd(730)]
  expect(page).toContain(
    `${usd(fixed)} USD a month and at most ${usd(allMetrics)} for metrics, and up to ${usd(inTotal(whatsappMonthly))} for what is counted besides (four metrics ${usd(metrics)}, what an alarm watches ${usd(alarms)})`,
  )
  // Forty messages use less than ten metrics do in a month, those of the line included.
  expect(((listPrices.metrics.counted + 4) * 3 * 40) / 730).toBeLessThan(listPrices.metrics.free)
  const [few, many] = [usd(fixed + alarms), usd(fixed + allMetrics + inTotal(whatsappMonthly))]
  expect(page).toContain(`| the rest, at most | ${few} | ${many} | ${many} |`)
})

test.each(['privacy.md', 'privacy.fr.md'])('%s states how long AWS’s id of a reply is kept', async (page) => {
  const days = await expiryIn((table) => createClaimStore(table).noteMessageId('id', 'text', noon))
  expect(statedIn(page, 'carriers')).toMatchObject({ 'message#…': days })
})

test.each(pages)('the settings in %s are valid', (name) => {
  const examples = [...read(name).matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']): unknown => JSON.parse(json))
  const carriers = examples.map((raw) =>
    checkSettings(raw, 'settings/example.json').lines.map(({ carrier }) => carrier),
  )
  expect(carriers).toEqual([['whatsapp']])
})
