import { describe, expect, test } from 'vitest'
import { httpSmsMonthly } from '../../carriers/httpsms/ops/operations.ts'
import { httpSmsMetricNames } from '../../carriers/httpsms/telemetry.ts'
import { ovhMonthly } from '../../carriers/ovh/ops/operations.ts'
import { ovhMetricNames } from '../../carriers/ovh/telemetry.ts'
import { whatsappMonthly } from '../../carriers/whatsapp/ops/operations.ts'
import { listPrices } from '../../ops/list-prices.ts'
import { checkSettings, readSettings } from '../../settings/read.ts'
import { replyText } from '../../shared/rules/messages.ts'
import {
  deliveredBy,
  lineRefusedBy,
  repliesRefusedBy,
  silencedBecause,
  submittedTo,
  textsReceivedBy,
  undeliveredBy,
  unreportedBy,
} from '../../shared/rules/telemetry.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { linesOf, metricsOf, monitoringOf } from '../cdk/monitored.ts'
import { synthesised } from '../cdk/synthesised.ts'
import { read } from '../docs/page.ts'
import { expiryIn, noon, retentionOf, statedIn, watchedBy, watchedUsd } from '../docs/stated.ts'
import { example } from '../settings/checked.ts'
import { mixed as withHttpSms } from './httpsms/example.ts'
import { mixed as withOvh } from './ovh/example.ts'
import { mixed as withWhatsApp } from './whatsapp/example.ts'

test.each([
  ['docs/httpsms.md', ['httpsms']],
  ['docs/httpsms.fr.md', ['httpsms']],
  ['docs/time2chat.md', ['ovh']],
  ['docs/time2chat.fr.md', ['ovh']],
  ['docs/whatsapp.md', ['whatsapp']],
  ['docs/whatsapp.fr.md', ['whatsapp']],
])('the settings in %s are valid', (page, carriers) => {
  const examples = [...read(page).matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']): unknown => JSON.parse(json))
  const checked = examples.map((raw) => checkSettings(raw, 'settings/example.json'))
  expect(checked.map(({ lines }) => lines.map(({ carrier }) => carrier))).toEqual([carriers])
  // Whoever never learns of STOP can't ask for silence.
  for (const { lines } of checked)
    for (const { language, texts } of lines) expect(replyText(language, 1, texts)).toContain('STOP')
})

describe.each([
  ['httpsms', withHttpSms, httpSmsMonthly, [...Object.values(httpSmsMetricNames), silencedBecause('ignored-call')]],
  ['ovh', withOvh, ovhMonthly, [...Object.values(ovhMetricNames), unreportedBy('ovh')]],
  ['whatsapp', withWhatsApp, whatsappMonthly, [textsReceivedBy('whatsapp')]],
] as const)('what a line of %s adds to the list price of a month', (name, settings, monthly, counted) => {
  test('includes its metrics, what alarms watch of them, and a dashboard that is too large to be free', () => {
    const ofEach = [submittedTo, lineRefusedBy, repliesRefusedBy, deliveredBy, undeliveredBy].map((of) => of(name))
    expect(monthly.metrics).toBeCloseTo((ofEach.length + counted.length) * listPrices.metrics.monthly)
    const watchedBesides = watchedBy(synthesised(settings).template) - watchedBy(synthesised(example).template)
    expect(monthly.alarms).toBeCloseTo(watchedBesides * watchedUsd)
    const dashboard = metricsOf(linesOf(monitoringOf(settings).widgets)).size > 50 ? 3 : 0
    expect('dashboard' in monthly ? monthly.dashboard : 0).toBe(dashboard)
  })
})

test.each(['privacy.md', 'privacy.fr.md'])('%s states how long what only some carriers have is kept', async (page) => {
  const everywhere = retentionOf(synthesised().template).map(([place]) => place)
  const ofHttpSms = retentionOf(synthesised(readSettings('local-httpsms')).template)
  const besides = ofHttpSms.filter(([place]) => !everywhere.includes(place))
  expect(besides).toEqual([['HttpSmsWebhookLogs', 30]])
  const noted = await expiryIn((table) => createClaimStore(table).noteMessageId('id', 'text', noon))
  expect(statedIn(page, 'carriers')).toMatchObject({ ...Object.fromEntries(besides), 'message#…': noted })
})
