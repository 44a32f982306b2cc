import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { carrierNames } from '../../shared/rules/carriers.ts'
import {
  deliveredBy,
  lineRefusedBy,
  metricNames,
  repliesRefusedBy,
  silencedBecause,
  submittedTo,
  textsReceivedBy,
  undeliveredBy,
  unreportedBy,
} from '../../shared/rules/telemetry.ts'
import { example, exampleWith } from '../settings/checked.ts'
import {
  alarmsOf,
  type Data,
  type Emitted,
  linesOfEveryCarrier,
  mailsOf,
  namesOf,
  quiet,
  ringingMinutes,
  runbookSectionOf,
  stateIn,
  withEveryCarrier,
} from './monitored.ts'

const alarms = alarmsOf(example)
const stateOf = (alarmName: string, data: Data) => stateIn(alarms, alarmName, data)

const everyCarrier = alarmsOf(withEveryCarrier({}))

/** What came to the topic of texts, which AWS counts. */
const published = 'NumberOfMessagesPublished of InboundTopic'

test('each alarm is named by a test that tries it', () => {
  const tests = globSync(['test/cdk/**/*.test.ts', 'carriers/**/*.test.ts'])
    .map((file) => readFileSync(file, 'utf8'))
    .join()
  expect(namesOf(everyCarrier).filter((name) => !tests.includes(`'${runbookSectionOf(name)}`))).toEqual([])
})

test('missing data raise only the alarms on silence, since a quiet night is not an outage', () => {
  const raised = namesOf(everyCarrier).filter((name) => stateIn(everyCarrier, name, {}) !== 'OK')
  expect(raised).toEqual(['not-heard', 'no-heartbeat'])
})

test.each<[string, string]>([
  ['dead-letters', 'ApproximateNumberOfMessagesVisible of InboundQueueDeadLetters'],
  ['dead-letters', 'ApproximateNumberOfMessagesVisible of InboundSubscriptionDeadLetters'],
  ['dead-letters', 'ApproximateNumberOfMessagesVisible of RepliesDeadLetters'],
  ['dead-letters', 'NumberOfNotificationsFailedToRedriveToDlq of InboundTopic'],
  ['dead-letters', 'NumberOfNotificationsFailedToRedriveToDlq of DeliveryTopic'],
  ['siege', silencedBecause('siege')],
  ['over-budget', silencedBecause('over-budget')],
  ['lost-replies', metricNames.repliesFailed],
  ['lost-replies', metricNames.repliesUncertain],
  ['lost-replies', metricNames.repliesExpired],
])('a single occurrence raises an alarm, which ends an hour later: %s by %s', (name, metric) => {
  expect(stateOf(name, { [metric]: [1] })).toBe('ALARM')
  expect(stateOf(name, { [metric]: [1, ...quiet(59, 0)] })).toBe('ALARM')
  expect(stateOf(name, { [metric]: [1, ...quiet(59)] })).toBe('ALARM')
  expect(stateOf(name, { [metric]: [1, ...quiet(60)] })).toBe('OK')
  expect(stateOf(name, { [metric]: quiet(60, 0) })).toBe('OK')
})

test.each([
  ['malformed-texts', silencedBecause('malformed')],
  ['forged-replies', metricNames.repliesForged],
])('%s rings a day by %s', (name, metric) => {
  const ringing = ringingMinutes(alarms, name, { [metric]: [[10, 1]] }, 3000)
  expect([ringing[0], ringing.at(-1), ringing.length]).toEqual([10, 10 + 24 * 60 - 1, 24 * 60])
})

test('what a text and a reply that are not ours want is told in mails of their own, and neither asks for a look first', () => {
  const said = (name: string) => alarms.find(({ ref }) => ref.endsWith(name))?.properties.AlarmDescription
  expect(said('malformed-texts')).not.toMatch(/forged|unless/)
  expect(said('forged-replies')).toMatch(/It can't wait: .*\nFirst thing to do: Call whoever administers/)
  expect(said('lost-replies')).toContain('\nnpm run ops -- logs --lost --since 1d --stage example')
})

const [receives, sends] = ['ReceiveSms', 'SendReply'].map((name) => `${name}Function`)
describe.each<[string, string]>([
  ['function-errors', `Errors of ${receives}`],
  ['function-errors', `Errors of ${sends}`],
  ['function-errors', metricNames.textsFailed],
  ['function-errors', metricNames.repliesDelayed],
  ['function-errors', `Throttles of ${receives}`],
  ['function-errors', `Throttles of ${sends}`],
  ['line-refused-aws', lineRefusedBy('aws')],
])('what recovers by itself, %s by %s,', (name, metric) => {
  const ringing = (hours: number, ...minutes: readonly number[]) =>
    ringingMinutes(everyCarrier, name, { [metric]: minutes.map((at) => [at, 1]) }, 60 * hours)

  test('is forgiven if it fails twice, one to four minutes apart, or three times, whenever that begins', () => {
    for (let first = 0; first < 10; first++) {
      for (const gap of [1, 2, 3, 4]) expect(ringing(2, first, first + gap)).toEqual([])
      expect(ringing(6, first, first + 2, first + 4)).toEqual([])
    }
  })

  test('rings six minutes after it began if it is tried every other minute, and mails once', () => {
    for (let first = 0; first < 10; first++) {
      const tried = ringing(6, ...Array.from({ length: 60 }, (_, n) => first + 2 * n))
      expect([tried[0], mailsOf(tried)]).toEqual([first + 6, 1])
    }
  })
})

test('an alarm that has ended does not begin again, whatever comes and is missing as its windows slide on', () => {
  const metrics = [
    ['siege', silencedBecause('siege'), 1],
    ['month-ahead', metricNames.monthAhead, 0.09],
    ['spending', metricNames.monthShareBooked, 0.9],
    ['malformed-texts', silencedBecause('malformed'), 1],
    ['many-texts', published, 1400],
  ] as const
  for (const [name, metric, value] of metrics)
    for (const every of [2, 5, 11, 29, 59]) {
      // Spread irregularly, with gaps about as long as that.
      const later = Array.from({ length: 1800 }, (_, n) => n + 10).filter((n) => (n * n * 7919) % 1009 < 1009 / every)
      const values = [[0, value], [5, value], ...later.map((at) => [at, 0] as const)] as const
      const mails = mailsOf(ringingMinutes(alarms, name, { [metric]: values }, 1800))
      expect([name, every, mails]).toEqual([name, every, 1])
    }
})

describe.each([
  ['not-heard', metricNames.beatsHeard, 4],
  ['no-heartbeat', metricNames.heartbeats, 5],
])('an alarm on silence, %s by %s,', (name, metric, hours) => {
  /** A beat an hour, at the half hour and some minutes, but for some hours of sixty. */
  const ringing = (isThere: (hour: number) => boolean, late: (hour: number) => number = () => 0) => {
    const beats = Array.from({ length: 60 }, (_, at) => at).filter(isThere)
    return ringingMinutes(alarms, name, { [metric]: beats.map((at) => [60 * at + 30 + late(at), 1]) }, 50 * 60)
  }

  test('rings so many hours after the last beat, and ends within two of the next', () => {
    const minutes = ringing((at) => at < 20 || at >= 32).filter((at) => at > 8 * 60)
    const [first = 0, last = 0] = [minutes[0], minutes.at(-1)]
    expect([first - (19 * 60 + 30), mailsOf(minutes)]).toEqual([60 * hours, 1])
    expect(last - (32 * 60 + 30)).toBeLessThan(120)
  })

  test('is not raised by beats that come a minute earlier or later, nor by an hour or two without one', () => {
    const minutes = ringing(
      (at) => at % 7 !== 3 && at % 7 !== 4,
      (at) => (at * 7) % 3,
    )
    expect(minutes.filter((at) => at > 8 * 60)).toEqual([])
  })

  test('is not ended by a single beat in between, and does not mail again', () => {
    const minutes = ringing((at) => at < 10 || at % 7 === 0)
    expect(mailsOf(minutes.filter((at) => at > 8 * 60))).toBe(1)
    expect(minutes).toContain(49 * 60)
  })
})

test('alarms on silence wait for data while a stage is new', () => {
  const stateAt = (name: string, hours: number) => stateIn(everyCarrier, name, {}, hours)
  const waits = 'INSUFFICIENT_DATA'
  expect([1, 5, 7].map((hours) => stateAt('not-heard', hours))).toEqual([waits, waits, 'ALARM'])
  expect([1, 6, 8].map((hours) => stateAt('no-heartbeat', hours))).toEqual([waits, waits, 'ALARM'])
})

describe('a line that refuses', () => {
  /** When a reply that is refused each time is tried, in minutes (send-reply/delivery.ts). */
  const attempts = [0, 2, 4, 8, 16, 32, ...Array.from({ length: 23 }, (_, i) => 64 + 60 * i)]

  test('rings in ten minutes, once a day, if a reply waits, and ends in five hours after the last attempt', () => {
    const [last = 0] = attempts.slice(-1)
    const refused = { [lineRefusedBy('aws')]: attempts.map((at) => [at, 1] as const) }
    const ringing = ringingMinutes(alarms, 'line-refused', refused, last + 5 * 60)
    expect(ringing).toEqual(Array.from({ length: ringing.length }, (_, n) => 8 + n))
    expect(ringing.at(-1)).toBeGreaterThan(last)
    expect(ringing.at(-1)).toBeLessThan(last + 5 * 60)
  })

  test('rings if it refuses each of three replies, which may be for the sake of their destinations', () => {
    const state = (refused: readonly (number | null)[], accepted: readonly (number | null)[]) =>
      stateOf('replies-refused', { [repliesRefusedBy('aws')]: refused, [submittedTo('aws')]: accepted })
    expect(state([3], [])).toBe('ALARM')
    expect(state([3], [0])).toBe('ALARM')
    expect(state([2], [])).toBe('OK')
    expect(state([30], [1])).toBe('OK')
    expect(state([3, null], [null, null])).toBe('OK')
  })

  test('rings once for three replies that it refused, though it takes another within the hour', () => {
    const ringing = (accepted: Emitted[string]) => {
      const refused = [5, 6, 7].map((at) => [at, 1] as const)
      const emitted = { [repliesRefusedBy('aws')]: refused, [submittedTo('aws')]: accepted }
      return ringingMinutes(alarms, 'replies-refused', emitted, 15 * 60)
    }
    expect(ringing([])).toEqual(Array.from({ length: 3 * 60 - 2 }, (_, n) => 7 + n))
    expect(ringing([[60, 1]])).toEqual(Array.from({ length: 60 - 7 }, (_, n) => 7 + n))
  })

  test('rings whatever the lines of another carrier accept', () => {
    const another = carrierNames.find((name) => name !== 'aws') ?? 'aws'
    const accepted = { [submittedTo('aws')]: [30], [repliesRefusedBy('aws')]: [5] }
    const raised = (more: Data) =>
      namesOf(everyCarrier)
        .filter((name) => name.includes('-refused-'))
        .filter((name) => stateIn(everyCarrier, name, { ...accepted, ...more }) === 'ALARM')
    expect(raised({})).toEqual([])
    expect(raised({ [repliesRefusedBy(another)]: [30], [submittedTo(another)]: [1] })).toEqual([])
    expect(raised({ [repliesRefusedBy(another)]: [3] })).toEqual([`replies-refused-${another}`])
    expect(raised({ [lineRefusedBy(another)]: [1, 1, 1, 1] })).toEqual([`line-refused-${another}`])
  })
})

test('normal use raises no alarm: texts, replies, blocks, held replies, texts that wait for room for a day', () => {
  const busy = {
    [metricNames.textsReceived]: [120],
    [metricNames.repliesBooked]: [40],
    [metricNames.repliesSubmitted]: [39],
    [submittedTo('aws')]: [39],
    [metricNames.repliesCancelled]: [1],
    [metricNames.sendersBlocked]: [2],
    [silencedBecause('asks-again')]: [9],
    [silencedBecause('blocked')]: [60],
    [silencedBecause('duplicate')]: [1],
    'ApproximateNumberOfMessagesVisible of Replies': [12],
    'ApproximateNumberOfMessagesVisible of InboundQueue': [300],
    'ApproximateNumberOfMessagesNotVisible of InboundQueue': [4000],
    'ApproximateAgeOfOldestMessage of InboundQueue': [86_400],
    'Errors of ReceiveSmsFunction': [0],
    [deliveredBy('aws')]: [13],
    [undeliveredBy('aws')]: [1],
    [metricNames.monthShareBooked]: [0.3],
    [metricNames.monthAhead]: [-0.2],
    [metricNames.beatsHeard]: quiet(6, 1),
    [metricNames.heartbeats]: quiet(6, 1),
  }
  for (const name of namesOf(alarms)) expect([name, stateOf(name, busy)]).toEqual([name, 'OK'])
})

describe('thresholds come from the settings:', () => {
  test.each<[string, string, number, number]>([
    ['many-texts', published, 1333, 1334],
    ['spending', metricNames.monthShareBooked, 0.8, 0.8001],
    ['month-ahead', metricNames.monthAhead, 0.08, 0.0801],
  ])('%s by %s is silent at %d and rings at %d', (name, metric, most, more) => {
    expect(stateOf(name, { [metric]: [most] })).toBe('OK')
    expect(stateOf(name, { [metric]: [more] })).toBe('ALARM')
  })

  test('9,999 texts an hour ring within an hour, whatever a siege does, and the mail says the amount', () => {
    const everyMinute = (value: number) => Array.from({ length: 120 }, (_, at) => [at, value] as const)
    const flood = { [published]: everyMinute(9999 / 60), [silencedBecause('siege')]: everyMinute(1) }
    const [first = Number.POSITIVE_INFINITY] = ringingMinutes(alarms, 'many-texts', flood, 120)
    expect(first).toBeLessThan(60)
    const said = (name: string) => alarms.find(({ ref }) => ref.endsWith(name))?.properties.AlarmDescription
    expect(said('many-texts')).toContain('receiving has cost more than 10 USD within 24 hours')
    expect(said('many-texts')).toContain('an hour of 1,000 texts costs 7.50 USD')
    expect(said('siege')).toContain('Receiving is billed all the same: Many texts rings above 10 USD in 24 hours.')
  })

  test('texts that nobody reads or decides count as many, and beats do not', () => {
    expect(stateOf('many-texts', { [published]: [1334 + 24], [metricNames.beatsHeard]: [24] })).toBe('ALARM')
    expect(stateOf('many-texts', { [published]: [1333 + 24], [metricNames.beatsHeard]: [24] })).toBe('OK')
  })

  test('events on WhatsApp are texts, but for three about each reply, and cost what WhatsApp takes', () => {
    const state = (events: number, read: number, replies: number) =>
      stateIn(everyCarrier, 'many-texts', {
        'NumberOfMessagesPublished of WhatsAppTopic': [events],
        [textsReceivedBy('whatsapp')]: [read],
        [submittedTo('whatsapp')]: [replies],
      })
    expect([state(2001, 0, 0), state(2000, 0, 0)]).toEqual(['ALARM', 'OK'])
    expect([state(2601, 1800, 200), state(4000, 1800, 800), state(4000, 2001, 800)]).toEqual(['ALARM', 'OK', 'ALARM'])
  })

  test('where nobody is billed for receiving there is no alarm on many texts, and the siege says nothing of it', () => {
    const free = alarmsOf(exampleWith({ lines: linesOfEveryCarrier.filter(({ carrier }) => carrier === 'httpsms') }))
    expect(free.some(({ ref }) => ref.endsWith('many-texts'))).toBe(false)
    expect(free.find(({ ref }) => ref.endsWith('siege'))?.properties.AlarmDescription).not.toMatch(/réception|eceiving/)
  })

  test('at least 80 % of the replies that AWS reported on in three days arrived, or few were lost', () => {
    const reported = (arrived: number, lost: number) =>
      stateOf('replies-undelivered', { [deliveredBy('aws')]: [arrived], [undeliveredBy('aws')]: [lost] })
    expect(reported(40, 10)).toBe('OK')
    expect(reported(39, 11)).toBe('ALARM')
    expect(reported(30, 10)).toBe('ALARM')
    // Phones are switched off, and numbers faked: that happens.
    expect(reported(7, 2)).toBe('OK')
    expect(reported(9, 9)).toBe('OK')
    expect(stateOf('replies-undelivered', { [undeliveredBy('aws')]: [6] })).toBe('ALARM')
    expect(stateOf('replies-undelivered', { [deliveredBy('aws')]: [5] })).toBe('OK')
    const unreported = { [unreportedBy('aws')]: [50] }
    expect(stateOf('replies-undelivered', unreported)).toBe('OK')
    expect(stateOf('replies-undelivered', { ...unreported, [deliveredBy('aws')]: [5] })).toBe('OK')
  })

  test('a quiet number rings when most of its replies are lost, however few they are', () => {
    const reported = (arrived: number, lost: number) =>
      stateOf('replies-undelivered', { [deliveredBy('aws')]: [arrived], [undeliveredBy('aws')]: [lost] })
    expect(reported(0, 2)).toBe('OK')
    expect(reported(0, 3)).toBe('ALARM')
    expect(reported(2, 3)).toBe('ALARM')
    expect(reported(3, 3)).toBe('OK')
  })

  test('bookings ahead of the month ring until a day without any, or a day below the threshold', () => {
    const stateAfter = (hours: readonly (number | null)[]) =>
      stateOf('month-ahead', { [metricNames.monthAhead]: [0.09, ...hours] })
    expect(stateAfter(quiet(23))).toBe('ALARM')
    // CloudWatch gets two more hours for late data.
    expect(stateAfter(quiet(24 + 2))).toBe('OK')
    expect(stateAfter(quiet(23, 0.07))).toBe('ALARM')
    expect(stateAfter(quiet(24, 0.07))).toBe('OK')
  })
})
