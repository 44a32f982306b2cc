import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { maxRunbookUrl } from '../../settings/values.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { undeliveredKinds } from '../../shared/rules/delivery-report.ts'
import {
  allSilentReasons,
  deliveredBy,
  metricNames,
  silencedBecause,
  silentReasons,
  undeliveredBecause,
  undeliveredBy,
  unreportedBy,
} from '../../shared/rules/telemetry.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { example, exampleWith } from '../settings/checked.ts'
import {
  arrivedShare,
  type Count,
  chartsOf,
  everyCarrier,
  linesOf,
  monitoringOf,
  runbookSectionOf,
  shownIn,
  wordsIn,
} from './monitored.ts'
import { synthesised } from './synthesised.ts'

const { template } = synthesised()
const { alarms, widgets } = monitoringOf()
const titled = (title: string) => widgets.find(({ properties }) => properties.title === title)?.properties
const lines = linesOf(widgets)

describe('an alarm', () => {
  test('has the prefix that the policies of the key and the topic require', () => {
    for (const { name } of alarms) expect(name).toMatch(/^AntiRelou-example-[a-z-]+$/)
  })

  test('is there once for each carrier, by its name, if several send', () => {
    const named = (some: typeof alarms) =>
      some.map(({ name }) => name.slice('AntiRelou-example-'.length)).filter((name) => name.startsWith('line-refused'))
    expect(named(alarms)).toEqual(['line-refused'])
    expect(named(everyCarrier({}).alarms)).toEqual(carrierNames.map((carrier) => `line-refused-${carrier}`))
  })

  test('says whether it can wait, what to do first, who is hurt, what it means, and links to the runbook', () => {
    for (const runbookUrl of [undefined, 'https://example.org/runbook.md'])
      for (const { name, AlarmDescription } of everyCarrier({ runbookUrl }).alarms)
        expect(AlarmDescription.split('\n')).toEqual([
          expect.stringMatching(/^[A-Z][a-z ]+( \([a-z]+\))?\. It can( wait|'t wait:) [^.]{10,}\./),
          expect.stringMatching(/^First thing to do: .{20,}\.$/),
          expect.stringMatching(/^npm run [\w -]+ --stage example --region eu-west-3$/),
          expect.stringMatching(/^Who is hurt: .{20,}\.$/),
          expect.stringMatching(/^What it means: .{20,}\.$/),
          `Runbook: ${runbookUrl ?? 'docs/runbook.md'}#${runbookSectionOf(name)}`,
        ])
  })

  test('says the same numbers in French as in English', () => {
    const values: Readonly<Record<string, number>> = {
      ...{ half: 0.5, quarter: 0.25, two: 2, twice: 2, three: 3, twenty: 20, thousand: 1000 },
      ...{ moitié: 0.5, quart: 0.25, deux: 2, trois: 3, vingt: 20, mille: 1000, millier: 1000 },
    }
    const numbersIn = (operatorLanguage: string) =>
      everyCarrier({ operatorLanguage }).alarms.map(({ name, AlarmDescription }) => [
        name,
        ...[...AlarmDescription.toLowerCase().matchAll(/\d+|\p{L}+/gu)]
          .flatMap(([word]) => (/\d/.test(word) ? Number(word) : (values[word] ?? [])))
          .toSorted((a, b) => a - b),
      ])
    expect(numbersIn('fr')).toEqual(numbersIn('en'))
  })

  test('notifies the alert topic when it begins, and not when it ends', () => {
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^MonitoringAlerts') }],
      OKActions: Match.absent(),
    })
  })

  test('takes its threshold and the address of the runbook from the settings', () => {
    const runbookUrl = 'https://example.org/runbook.md'
    const settings = exampleWith({ alarms: { receivedUsdPerDay: 7, deliverySuccess: 0.5 }, runbookUrl })
    const changed = monitoringOf(settings)
    const limitOf = (name: string) => changed.alarms.find((found) => found.name.endsWith(name))?.Threshold
    expect([limitOf('many-texts'), limitOf('replies-undelivered')]).toEqual([7, 0.5])
    for (const { AlarmDescription } of changed.alarms)
      expect(AlarmDescription).toMatch(/\nRunbook: https:\/\/example\.org\/runbook\.md#[a-z-]+$/)
    expect(changed.widgets[0]?.properties.markdown).toContain('[the runbook](https://example.org/runbook.md)')
  })
})

test('each e-mail address in settings is subscribed to the alert topic once', () => {
  const { template } = synthesised(exampleWith({ alertEmails: ['a@example.org', 'b@example.org', 'a@example.org'] }))
  const subscriptions = template.findResources('AWS::SNS::Subscription', { Properties: { Protocol: 'email' } })
  const addresses = Object.values(subscriptions).map(({ Properties }) => Properties.Endpoint)
  expect(addresses).toEqual(['a@example.org', 'b@example.org'])
})

describe('the dashboard', () => {
  test('shows metrics that the functions emit, with their only dimension, and each reason for silence', () => {
    const ours = lines.filter(([namespace]) => namespace === 'AntiRelou').map((line) => line.slice(1, 4))
    const emitted = [
      ...Object.values(metricNames),
      ...allSilentReasons.map(silencedBecause),
      ...carrierNames.flatMap((carrier) => [deliveredBy(carrier), undeliveredBy(carrier), unreportedBy(carrier)]),
      ...undeliveredKinds.map(undeliveredBecause),
    ]
    for (const [name, ...dimension] of ours) {
      expect(emitted).toContain(name)
      expect(dimension).toEqual(['service', 'AntiRelou-example'])
    }
    expect(ours.map(([name]) => name)).toEqual(expect.arrayContaining(silentReasons.map(silencedBecause)))
  })

  test('draws in each chart what its title names', () => {
    const drawn = Object.groupBy(widgets, ({ properties }) => properties.title ?? '')
    const namesIn = (some: typeof widgets) =>
      linesOf(some).flatMap(([space, name]) => (space === 'AntiRelou' ? name : []))
    const counted = Object.entries(drawn).map(([title, some = []]) => [title, namesIn(some)] as const)
    expect(Object.fromEntries(counted.filter(([, names]) => names.length > 0))).toEqual({
      'Texts today': ['TextsReceived'],
      'Minutes since the last heartbeat': ['Heartbeats'],
      'Replies submitted to the carrier today': ['RepliesSubmitted'],
      'People answered in 30 days, and who wrote again, a day or more later': ['FirstReplies', 'SecondReplies'],
      'Turned away by the siege rule today': ['TextsSilenced.siege'],
      'Texts received, replies booked and replies submitted to the carrier': [
        ...['TextsReceived', 'RepliesBooked', 'RepliesSubmitted', 'RepliesCancelled'],
      ],
      'Texts that got no reply, by reason': silentReasons.map((reason) => `TextsSilenced.${reason}`),
      'Replies booked by the hour': ['Bookings'],
      'Replies booked by the day': ['Bookings'],
      'Replies booked this month': ['Bookings'],
      'Cost of replies today, EUR': ['SmsCostUsd'],
      'Cost of replies this month, EUR': ['SmsCostUsd'],
      'Replies that arrived, by the day (1: all)': ['RepliesDelivered.aws', 'RepliesUndelivered.aws'],
      'Cost of SMS this month, as AWS reports it (USD)': ['SmsCostUsd'],
      'Replies submitted, and what carriers report of them': [
        ...['RepliesSubmitted', 'RepliesDelivered.aws', 'RepliesUndelivered.aws', 'RepliesUnreported.aws'],
      ],
    })
  })

  test('draws the budgets of all lines together as limits beside the bookings', () => {
    const budgets = { default: { hour: 10, day: 50, month: 900 }, other: { hour: 5, day: 20, month: 100 } }
    const lines = ['default', 'other'].map((budget, i) => ({ number: `+39399000000${i}`, language: 'it', budget }))
    const changed = monitoringOf(exampleWith({ lines, budgets })).widgets
    const limits = ['by the hour', 'by the day', 'this month'].map(
      (span) => changed.find(({ properties }) => properties.title === `Replies booked ${span}`)?.properties.annotations,
    )
    expect(limits.map((limit) => limit?.horizontal.map(({ value }) => value))).toEqual([[15], [70], [1000]])
  })

  test('shows costs in the currency of the settings, or in USD by default', () => {
    const eur = expect.objectContaining({ label: 'EUR', expression: 'FILL(counted, 0) * 0.92' })
    expect(titled('Cost of replies today, EUR')?.metrics[0]).toEqual([eur])
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
    const commands = /^npm run |^$/
    expect([...same].filter((words) => !commands.test(words)).sort()).toEqual(['# Anti-relou, example', 'EUR', 'USD'])
  })

  test('follow the rules of French typography', () => {
    for (const words of wordsIn(french)) expect(words).not.toMatch(/\p{L}'\p{L}| [:;?!](?!\S)/u)
  })
})

test.each([
  [
    'en',
    /\b(dead|malformed|errors|many|siege|over|ahead|spending|not|no|forged|lost|refused|undelivered|offline|failing|low)\b/i,
  ],
  [
    'fr',
    /(rebut|illisibles|erreurs|afflux|siège|épuisé|avance|dépense|plus (de|rien)|fausses|perdues|refusée|non arrivées|hors|échec|bas)/i,
  ],
])('a mail’s title in %s says what is wrong, never what should be', (operatorLanguage, wrong) => {
  const titles = everyCarrier({ operatorLanguage }).alarms.map(({ AlarmDescription }) => AlarmDescription.split('.')[0])
  expect(new Set(titles).size).toBeGreaterThan(14)
  expect(titles.filter((title = '') => !wrong.test(title))).toEqual([])
})

test.each(['en', 'fr'])('every description in %s fits with all carriers and the longest names', (operatorLanguage) => {
  const runbookUrl = `https://example.org/${'x'.repeat(maxRunbookUrl - 'https://example.org/'.length)}`
  const { alarms } = everyCarrier({ operatorLanguage, runbookUrl, region: 'ap-northeast-1' })
  const ofLongestStage = 32 - 'example'.length
  const tooLong = alarms.filter(({ AlarmDescription }) => AlarmDescription.length + ofLongestStage > 1024)
  expect(tooLong.map(({ name, AlarmDescription }) => `${name}: ${AlarmDescription.length}`)).toEqual([])
})

describe('figures on the dashboard:', () => {
  const charts = chartsOf(example)
  const at = (time: string, value: number): Count => [`2026-${time}Z`, value]

  /** The newest value that this widget shows at `now`, if the functions have emitted these values of one metric. */
  const shownBy = (title: string, metric: string, counts: readonly Count[], now: string) =>
    shownIn(charts, title, { [metric]: counts }, now)

  test('today begins at midnight UTC, and is 0 before the first text', () => {
    const textsToday = (counts: readonly Count[], now: string) =>
      shownBy('Texts today', metricNames.textsReceived, counts, now)
    const counts = [at('11-23T23:59:59', 9), at('11-24T00:00:00', 2)]
    expect(textsToday(counts, '2026-11-24T20:00:00Z')).toBe(2)
    expect(textsToday(counts, '2026-11-25T00:00:30Z')).toBe(0)
    expect(textsToday([], '2026-11-25T00:00:30Z')).toBe(0)
  })

  const october = [at('09-30T23:59:00', 100), at('10-01T00:00:00', 3), at('10-31T12:00:00', 11)]
  test.each<[string, readonly Count[], string, number]>([
    ['on its last day', october, '2026-10-31T23:59:00Z', 14],
    ['on the first day of the next', [...october, ['2026-11-01T08:00:00Z', 40]], '2026-11-01T09:00:00Z', 40],
    ['on the second day', [...october, ['2026-11-01T08:00:00Z', 40]], '2026-11-02T09:00:00Z', 40],
    ['before the first booking after a shorter month', [['2026-02-28T12:00:00Z', 5]], '2026-03-01T12:00:00Z', 0],
    ['before the first booking of all', [], '2026-03-31T12:00:00Z', 0],
  ])('this month counts from its first day: %s', (_, counts, now, booked) => {
    expect(shownBy('Replies booked this month', metricNames.bookings, counts, now)).toBe(booked)
  })

  test('replies cost what AWS reports, converted to the currency in settings, at 0.92 EUR per USD', () => {
    const counts = [at('10-31T12:00:00', 100), at('11-02T12:00:00', 0.06), at('11-24T12:00:00', 0.44)]
    const title = 'Cost of replies this month, EUR'
    expect(shownBy(title, metricNames.smsCostUsd, counts, '2026-11-24T20:00:00Z')).toBeCloseTo(0.46, 10)
  })

  test('people who were answered are counted for thirty days', () => {
    const counts = [at('10-20T12:00:00', 9), at('10-28T12:00:00', 30), at('11-24T12:00:00', 10)]
    const title = 'People answered in 30 days, and who wrote again, a day or more later'
    expect(shownBy(title, metricNames.firstReplies, counts, '2026-11-24T20:00:00Z')).toBe(40)
  })

  test('minutes are counted from the newest beat, for a week', () => {
    const now = '2026-11-24T20:00:30Z'
    const ago = (ms: number) => new Date(Date.parse(now) - ms).toISOString()
    const minutes = (...counts: readonly Count[]) =>
      shownBy('Minutes since the last heartbeat', metricNames.heartbeats, counts, now)
    expect(minutes([now, 1])).toBe(0)
    expect(minutes([ago(3 * day), 4], [ago(90 * minute), 1], [ago(5 * minute), 0])).toBe(90)
    expect(minutes()).toBeNull()
  })

  test('the share that arrived counts only replies that AWS has reported on, and is 1 while there are none', () => {
    const noon = '2026-11-24T12:00:00Z'
    const shown = (metrics: Parameters<typeof arrivedShare>[1]) => arrivedShare(example, metrics)
    expect(shown({ [deliveredBy('aws')]: [[noon, 6]], [undeliveredBy('aws')]: [[noon, 2]] })).toBe(0.75)
    expect(shown({ [undeliveredBy('aws')]: [[noon, 2]] })).toBe(0)
    expect(shown({ [deliveredBy('aws')]: [[noon, 2]] })).toBe(1)
    expect(shown({})).toBe(1)
  })
})
