import { describe, expect, it, test } from 'vitest'
import { simMonthly } from '../../../carriers/sim/ops.ts'
import { simMetricNames } from '../../../carriers/sim/traits.ts'

import { startupBanner } from '../../../local/startup-banner.ts'
import { inTotal, listPrices } from '../../../ops/list-prices.ts'
import { setUp, stage } from '../../../page/test/server/site.ts'
import { checkSettings, readSettings } from '../../../settings/read.ts'
import {
  deliveredBy,
  lineRefusedBy,
  repliesRefusedBy,
  silencedBecause,
  submittedTo,
  undeliveredBy,
} from '../../../shared/rules/telemetry.ts'
import { linesOf, metricsOf, monitoringOf } from '../../cdk/monitored.ts'
import { synthesised } from '../../cdk/synthesised.ts'
import { absentFrom, read } from '../../docs/page.ts'
import { retentionOf, statedIn, watchedBy, watchedUsd } from '../../docs/stated.ts'
import { example } from '../../settings/checked.ts'
import { line, mixed } from './example.ts'

const usd = (price: number): string => price.toFixed(2)

test('the page about costs states the fixed cost that a SIM adds', () => {
  const page = read('docs/costs.md')
  const { secret, metrics, alarms, dashboard } = simMonthly
  const sentences = [
    `up to ${usd(inTotal(simMonthly))} USD more a month`,
    `(a secret ${usd(secret)}, ten metrics ${usd(metrics)}, what alarms watch ${usd(alarms)}, a dashboard of more than fifty metrics ${usd(dashboard)})`,
  ]
  expect(absentFrom(page, sentences)).toEqual([])
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

test('the fixed cost of a SIM includes its metrics, what alarms watch of them, and a dashboard that is too large to be free', () => {
  const metrics = [
    ...Object.values(simMetricNames),
    ...[submittedTo('sim'), lineRefusedBy('sim'), repliesRefusedBy('sim')],
    ...[deliveredBy('sim'), undeliveredBy('sim'), silencedBecause('ignored-call')],
  ]
  expect(simMonthly.metrics).toBeCloseTo(metrics.length * listPrices.metrics.monthly)
  const watchedBesides = watchedBy(synthesised(mixed).template) - watchedBy(synthesised(example).template)
  expect(simMonthly.alarms).toBeCloseTo(watchedBesides * watchedUsd)
  expect(metricsOf(linesOf(monitoringOf(mixed).widgets)).size > 50 ? 3 : undefined).toBe(simMonthly.dashboard)
})

describe('npm start', () => {
  const [aws, sender] = ['+32460000000', '+33612345678']

  it('The banner says how to call a SIM line, and that the AWS topic takes texts to another line', () => {
    const said = startupBanner({
      cloud: { endpoint: 'http://127.0.0.1:4566', region: 'eu-west-3', inboundTopicArn: 'arn' },
      web: 'http://127.0.0.1:4000',
      stage: {
        stage: 'toy',
        lines: [
          { number: line, carrier: 'sim' },
          { number: aws, carrier: 'aws' },
        ],
        exampleSenders: [sender],
      },
    })
    expect(said).toContain(`"to":"${line}","text":"Salut"}' http://localhost:4000/api/messages`)
    expect(said).toContain(`curl -d '{"from":"${sender}","to":"${line}"}' http://localhost:4000/api/calls`)
    expect(said).toContain(`"destinationNumber":"${aws}"`)
    expect(said).toContain('httpSMS http://localhost:4566/http-sms')
    expect(said).toContain('Operate npm run ops -- status --local --stage toy')
  })
})

describe('the page', () => {
  it('calls a SIM line and returns an inbound id', async () => {
    const { post, called } = setUp({
      ...stage,
      lines: [...stage.lines, { number: line, carrier: 'sim' }],
    })
    const call = { from: '+33612345678', to: line }
    expect(await post(JSON.stringify(call), {}, '/api/calls')).toStrictEqual({ status: 202, body: { id: 'inbound-2' } })
    expect(called).toStrictEqual([call])
  })
})
