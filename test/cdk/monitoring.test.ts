import { readFileSync } from 'node:fs'
import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import { carrierNames } from '../../carriers/registry.ts'
import { alarmNamesOf } from '../../cdk/monitoring/alarms-of-stage.ts'
import { maxRunbookUrl } from '../../settings/values.ts'
import { undeliveredKinds } from '../../shared/rules/delivery-report.ts'
import {
  allSilentReasons,
  deliveredBy,
  metricNames,
  silencedBecause,
  silentReasons,
  undeliveredBecause,
  undeliveredBy,
} from '../../shared/rules/telemetry.ts'
import { example, exampleWith } from '../settings/checked.ts'
import { everyCarrier, expectWords, linesOf, metricsOf, monitoringOf, wordsIn } from './monitored.ts'
import { synthesised } from './synthesised.ts'

const { template } = synthesised()
const { alarms, widgets } = monitoringOf()
const titled = (title: string) => widgets.find(({ properties }) => properties.title === title)?.properties
const lines = linesOf(widgets)

const fromAlarms = {
  StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  ArnLike: {
    'aws:SourceArn': {
      'Fn::Join': ['', ['arn:aws:cloudwatch:eu-west-3:', { Ref: 'AWS::AccountId' }, ':alarm:AntiRelou-example-*']],
    },
  },
}
const alerts = { Ref: Match.stringLikeRegexp('^MonitoringAlerts') }

describe('an alarm', () => {
  test('is one of at most eleven, with the prefix that the policies of the key and the topic require', () => {
    expect(alarms.map(({ name }) => name)).toEqual(alarmNamesOf(example).map((name) => `AntiRelou-example-${name}`))
    expect(alarms.length).toBeLessThanOrEqual(11)
  })

  test('says who is hurt, what it means and what to do first, and links to its section of the runbook', () => {
    expectWords(alarms)
  })

  test('notifies the alert topic when it begins, and treats missing data as not breaching', () => {
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [alerts],
      OKActions: Match.absent(),
      TreatMissingData: 'notBreaching',
    })
  })

  test('takes its threshold and the address of the runbook from the settings', () => {
    const settings = exampleWith({
      alarms: { textsPerHour: 7, deliverySuccess: 0.5, spendShare: 0.25 },
      runbookUrl: 'https://example.org/runbook.md',
    })
    const changed = monitoringOf(settings)
    const limitOf = (name: string) => changed.alarms.find((found) => found.name.endsWith(name))?.Threshold
    expect([limitOf('many-texts'), limitOf('delivery-success'), limitOf('spending')]).toEqual([7, 0.5, 0.25])
    for (const { AlarmDescription } of changed.alarms)
      expect(AlarmDescription).toMatch(/\nRunbook: https:\/\/example\.org\/runbook\.md#[a-z-]+$/)
    expect(changed.widgets[0]?.properties.markdown).toContain('[the runbook](https://example.org/runbook.md)')
  })
})

describe('the alert topic', () => {
  test('accepts alarms of this stack only, over TLS only, and is encrypted with a key that CloudWatch may use', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [alerts],
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: fromAlarms,
          }),
        ],
      },
    })
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Condition: fromAlarms,
          }),
        ]),
      },
    })
  })

  test('has one subscription for each e-mail address in settings', () => {
    const { template } = synthesised(exampleWith({ alertEmails: ['a@example.org', 'b@example.org', 'a@example.org'] }))
    const subscriptions = template.findResources('AWS::SNS::Subscription', { Properties: { Protocol: 'email' } })
    const endpoints = Object.values(subscriptions).map((found) =>
      z.object({ Properties: z.object({ Endpoint: z.string() }) }).parse(found),
    )
    expect(endpoints.map(({ Properties }) => Properties.Endpoint)).toEqual(['a@example.org', 'b@example.org'])
  })
})

describe('the dashboard', () => {
  test('shows metrics that the functions emit, with their only dimension, and each reason for silence', () => {
    const ours = lines.filter(([namespace]) => namespace === 'AntiRelou').map((line) => line.slice(1, 4))
    const emitted = [
      ...Object.values(metricNames),
      ...allSilentReasons.map(silencedBecause),
      ...carrierNames.flatMap((carrier) => [deliveredBy(carrier), undeliveredBy(carrier)]),
      ...undeliveredKinds.map(undeliveredBecause),
    ]
    for (const [name, ...dimension] of ours) {
      expect(emitted).toContain(name)
      expect(dimension).toEqual(['service', 'AntiRelou-example'])
    }
    expect(ours.map(([name]) => name)).toEqual(expect.arrayContaining(silentReasons.map(silencedBecause)))
  })

  test('shows at most fifty metrics, since more are not free', () => {
    expect(metricsOf(lines).size).toBeGreaterThan(30)
    expect(metricsOf(lines).size).toBeLessThanOrEqual(50)
  })

  test('draws the budgets of all lines together as limits beside the bookings', () => {
    const budgets = { default: { hour: 10, day: 50, month: 900 }, other: { hour: 5, day: 20, month: 100 } }
    const lines = ['default', 'other'].map((budget, i) => ({ number: `+39399000000${i}`, language: 'it', budget }))
    const changed = monitoringOf(exampleWith({ lines, budgets })).widgets
    const limits = ['by the hour', 'by the day', 'this month'].map(
      (span) => changed.find(({ properties }) => properties.title === `Parts booked ${span}`)?.properties.annotations,
    )
    expect(limits.map((limit) => limit?.horizontal.map(({ value }) => value))).toEqual([[15], [70], [1000]])
  })

  test('shows costs in the currency of the settings, or in USD by default', () => {
    expect(titled('Cost of replies today, EUR')?.metrics[0]).toEqual([
      expect.objectContaining({ label: 'EUR', expression: 'FILL(counted, 0) * 0.92' }),
    ])
    const inDollars = monitoringOf(exampleWith({ currency: undefined })).widgets
    expect(inDollars.map(({ properties }) => properties.title)).toContain('Cost of replies this month, USD')
  })
})

describe('the dashboard and the alarms for French operators', () => {
  const [english, french] = [everyCarrier({}), everyCarrier({ operatorLanguage: 'fr' })]

  test('translate every text of the English ones', () => {
    const [originals, translations] = [wordsIn(english), wordsIn(french)]
    expect(translations).toHaveLength(originals.length)
    const same = new Set(translations.filter((words, i) => words === originals[i]))
    expect([...same].filter((words) => words !== '').sort()).toEqual(['# Anti-relou, example', 'EUR', 'USD'])
  })

  test('link to the French runbook, which has a section for each alarm', () => {
    const runbook = readFileSync(new URL('../../docs/runbook.fr.md', import.meta.url), 'utf8')
    for (const { name, AlarmDescription } of french.alarms) {
      const section = name.replace('AntiRelou-example-', '')
      expect(AlarmDescription).toMatch(new RegExp(`\nGuide\u00a0: docs/runbook\\.fr\\.md#${section}$`))
      expect(runbook).toMatch(new RegExp(`^## ${section.replaceAll('-', ' ')}$`, 'im'))
    }
  })

  test('follow the rules of French typography', () => {
    for (const words of wordsIn(french)) expect(words).not.toMatch(/\p{L}'\p{L}| [:;?!](?!\S)/u)
  })
})

test.each(['en', 'fr'])(
  'the description of every alarm in %s fits, even with a line of every carrier and the longest address of a runbook',
  (operatorLanguage) => {
    const runbookUrl = `https://example.org/${'x'.repeat(maxRunbookUrl - 'https://example.org/'.length)}`
    const { alarms } = everyCarrier({ operatorLanguage, runbookUrl })
    const tooLong = alarms.filter(({ AlarmDescription }) => AlarmDescription.length > 1024)
    expect(tooLong.map(({ name, AlarmDescription }) => `${name}: ${AlarmDescription.length}`)).toEqual([])
  },
)
