import { LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { ListSubscriptionsByTopicCommand, UnsubscribeCommand } from '@aws-sdk/client-sns'
import { expect, test } from 'vitest'
import { table } from '../../lab/program.ts'
import type { StageAccount } from '../../local/number.ts'
import { lineRefusedBy, metricNames, repliesRefusedBy } from '../../shared/rules/telemetry.ts'
import { hour, second } from '../../shared/rules/timing.ts'
import { alarmsOf, type Emitted, ringingMinutes } from '../cdk/monitored.ts'
import { writtenInto } from '../docs/page.ts'
import { checksOf, type Operated, startOperated } from '../ops/operated-number.ts'
import { example } from '../settings/checked.ts'
import { until } from './running-number.ts'

/*
 * Breaks a number in each of these ways, on the emulator, and writes what is seen of it into silences.txt, and what
 * rings for nothing as long as nobody texts into docs/silence.md (with -u).
 * What is counted for one beat and one text is then taken to go on, hour by hour, for the alarms of the template.
 */

test('docs/silence.md says for which ways to fall silent nothing rings, and who names these', async () => {
  const all = Object.entries(ways)
  const rows: (readonly string[])[] = []
  // What never comes is waited for in real time, so many numbers wait at once.
  for (let i = 0; i < all.length; i += 8) rows.push(...(await lookAt(all.slice(i, i + 8), `+32472${100_000 + 10 * i}`)))
  const head = ['what breaks', 'without a text', 'with one text', '`status`', 'doctor', 'a watch elsewhere']
  const unheard = rows.flatMap(([what = '', alone, ...seen]) => (alone === 'nothing' ? [[what, ...seen]] : []))
  const short = table(head.toSpliced(1, 1), unheard)
  await expect(`${table(head, rows)}\n`).toMatchFileSnapshot('silences.txt')
  await expect(writtenInto('silence.md', 'breaks', short)).toMatchFileSnapshot('../../docs/silence.md')
}, 1_800_000)

/** What breaks a number that runs, or an account that is broken from the beginning. */
type Way = ((number: Operated) => unknown) | StageAccount

type Functions = 'receiveSms' | 'sendReply' | 'both'

/** Has actions of a service answer a function, or what polls for it, with an error. */
const refuse =
  (of: Functions, service: string, actions: string, error = 'AccessDeniedException', sends = false) =>
  (number: Operated): void => {
    for (const action of actions.split(' '))
      number.cloud.faults.add({
        ...{ service, action, effect: { error, status: 400 } },
        when: ({ caller, parameters }) =>
          caller.kind === 'function' &&
          (of === 'both' || caller.functionName === number[of]) &&
          !(sends && parameters['DryRun'] === true),
      })
  }

const unsubscribe = async ({ cloud: { owner, outputs } }: Operated): Promise<void> => {
  const topic = { TopicArn: outputs['InboundTopicArn'] }
  const { Subscriptions = [] } = await owner.sns.send(new ListSubscriptionsByTopicCommand(topic))
  for (const { SubscriptionArn } of Subscriptions) await owner.sns.send(new UnsubscribeCommand({ SubscriptionArn }))
}

const filter =
  (source: 'ReceiveSmsSourceId' | 'SendReplySourceId', pattern: object) =>
  async ({ cloud: { endpoint, region, outputs } }: Operated): Promise<void> => {
    const lambda = new LambdaClient({ endpoint, region, credentials: { accessKeyId: 'any', secretAccessKey: 'any' } })
    const FilterCriteria = { Filters: [{ Pattern: JSON.stringify(pattern) }] }
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID: outputs[source], FilterCriteria }))
    lambda.destroy()
  }

const reads = 'GetItem BatchGetItem'
const send = ['sms-voice', 'SendTextMessage'] as const
const items = `${reads} PutItem UpdateItem DeleteItem`

/** What breaks, in the words of the page, and how. */
const ways: { readonly [breaks: string]: Way } = {
  'The inbound subscription is gone': unsubscribe,
  'The mapping of receive-sms is off': ({ cloud, receiveSms }) => cloud.pause(receiveSms),
  'It has a filter that lets nothing through': filter('ReceiveSmsSourceId', { body: ['nothing'] }),
  'receive-sms may not poll': refuse('receiveSms', 'sqs', 'ReceiveMessage'),
  'It may not read the table': refuse('receiveSms', 'dynamodb', reads),
  'It may not save a record': refuse('receiveSms', 'dynamodb', 'PutItem'),
  'It may not book, nor count': refuse('receiveSms', 'dynamodb', 'UpdateItem'),
  'It may not hide a text': refuse('receiveSms', 'sqs', 'ChangeMessageVisibility'),
  'It may not queue a reply': refuse('receiveSms', 'sqs', 'SendMessage SendMessageBatch'),
  'The table is gone': refuse('both', 'dynamodb', items, 'ResourceNotFoundException'),
  'The table throttles all': refuse('both', 'dynamodb', items, 'ThrottlingException'),
  'A pause is forgotten': ({ pause }) => pause(),
  'The mapping of send-reply has a filter that lets nothing through': filter('SendReplySourceId', {
    body: { line: ['nothing'] },
  }),
  'The mapping of send-reply lets beats alone through': filter('SendReplySourceId', { body: { beat: [true] } }),
  'send-reply may not poll': refuse('sendReply', 'sqs', 'ReceiveMessage'),
  'It may not read the table ': refuse('sendReply', 'dynamodb', reads),
  'It may not claim': refuse('sendReply', 'dynamodb', 'PutItem'),
  'send-reply may not settle': refuse('sendReply', 'dynamodb', 'UpdateItem'),
  'send-reply may not hide a reply': refuse('sendReply', 'sqs', 'ChangeMessageVisibility'),
  'It may not send, nor ask': refuse('sendReply', ...send),
  'The configuration set is gone': refuse('sendReply', ...send, 'ResourceNotFoundException'),
  'AWS throttles each request': refuse('sendReply', ...send, 'ThrottlingException'),
  'AWS answers nothing': ({ cloud }) =>
    void cloud.faults.add({ service: 'sms-voice', action: 'SendTextMessage', effect: 'reset' }),
  'The number is released': { numbers: [] },
  'The spend limit is reached': { spentUsd: 100_000 },
  'Sends are denied, dry runs pass': refuse('sendReply', ...send, undefined, true),
  'Sends are throttled, dry runs pass': refuse('sendReply', ...send, 'ThrottlingException', true),
  'AWS falls back into the sandbox': { tier: 'SANDBOX' },
  'The same, and it refuses simulators to a line': { tier: 'SANDBOX', simulatorsInSandbox: 'for simulators' },
  'Two-way SMS is off': { twoWayTopicArn: undefined },
}

/** The minutes of beats before and after the break, which is in minute 0, just after a beat. */
const goodHours = Array.from({ length: 10 }, (_, i) => -60 * i - 1)
const hours = Array.from({ length: 14 }, (_, i) => 60 * i + 59)
const alarms = alarmsOf(example)

/** The alarms, and the metrics without which they can't ring, if they aren't on silence: to evaluate one takes long. */
const watched = {
  'not-heard': [],
  'no-heartbeat': [],
  'function-errors': [metricNames.textsFailed, metricNames.repliesDelayed],
  'line-refused': [lineRefusedBy('aws')],
  'replies-refused': [repliesRefusedBy('aws')],
  'lost-replies': [metricNames.repliesFailed, metricNames.repliesUncertain],
} as const

/** Says which alarms ring after how long, those that ring first. */
const ringing = (emitted: Emitted): string => {
  const first = Object.entries(watched).flatMap(([name, needed]) => {
    const isQuiet = needed.length > 0 && needed.every((metric) => (emitted[metric] ?? []).length === 0)
    const [at] = isQuiet ? [] : ringingMinutes(alarms, name, emitted, 13 * 60)
    return at === undefined ? [] : [{ name, after: at / 60 }]
  })
  const sorted = first.toSorted((a, b) => a.after - b.after)
  return sorted.map(({ name, after }) => `${name.replace('-', ' ')} ${after.toFixed(1)} h`).join(', ') || 'nothing'
}

const countsOf = ({ count }: Operated) => ({
  heard: count(metricNames.beatsHeard),
  through: count(metricNames.heartbeats),
  booked: count(metricNames.repliesBooked),
  textsFailed: count(metricNames.textsFailed),
  repliesDelayed: count(metricNames.repliesDelayed),
  refused: count(lineRefusedBy('aws')),
  unclear: count(repliesRefusedBy('aws')),
  failed: count(metricNames.repliesFailed),
  uncertain: count(metricNames.repliesUncertain),
})

type Counts = ReturnType<typeof countsOf>

const at = (minutes: readonly number[], isSo = true) => (isSo ? minutes.map((minute) => [minute, 1] as const) : [])

/** What fails comes again every other minute, until it is an hour late; a beat after twenty if it could be hidden. */
const triedFrom = (minute: number): readonly number[] => Array.from({ length: 30 }, (_, i) => minute + 2 * i)
const beatTriedFrom = (minute: number): readonly number[] => [minute, minute + 20, minute + 40]

const ofBeats = ({ heard, through, textsFailed, repliesDelayed }: Counts, isHidden: boolean): Emitted => ({
  [metricNames.beatsHeard]: [...at(goodHours), ...at(hours, heard > 0)],
  [metricNames.heartbeats]: [...at(goodHours), ...at(hours, through > 0)],
  // What fails and then comes through has failed in one minute of the hour.
  [metricNames.textsFailed]: at(attemptsOf(isHidden), textsFailed > 0 && heard === 0),
  [metricNames.repliesDelayed]: at(attemptsOf(isHidden), repliesDelayed > 0 && through === 0),
})

const attemptsOf = (isHidden: boolean) => hours.flatMap(isHidden ? beatTriedFrom : triedFrom)

/** A text comes at once, and its reply is due an hour later. The beats are taken to be well. */
const ofOneText = (before: Counts, after: Counts, isThrottled: boolean): Emitted => {
  const rises = (name: keyof Counts) => after[name] > before[name]
  const isRefused = rises('refused') || rises('failed') || rises('uncertain')
  const due = 60
  const tried = [0, 2, 4, 8, 16, 32, 64, 124, 184].map((minutes) => due + minutes)
  return {
    [metricNames.beatsHeard]: at([...goodHours, ...hours]),
    [metricNames.heartbeats]: at([...goodHours, ...hours]),
    [metricNames.textsFailed]: at(triedFrom(0), rises('textsFailed') && !rises('booked')),
    [metricNames.repliesDelayed]: at(triedFrom(due), rises('repliesDelayed') && !isRefused),
    [lineRefusedBy('aws')]: at(tried, rises('refused')),
    // A throttle is counted again from an hour after the due time on.
    [repliesRefusedBy('aws')]: at([due, ...tried.filter((at) => isThrottled && at >= due + 60)], rises('unclear')),
    [metricNames.repliesFailed]: at([due], rises('failed')),
    [metricNames.repliesUncertain]: at([due], rises('uncertain')),
  }
}

/** Waits for what comes on a machine that is not busy, and else for a while: some of it never comes. */
const forAWhile = (holds: () => boolean) => until('what may come', holds, 15 * second).catch(() => {})

/** Breaks some numbers, and looks at what became of a beat and of a text once numbers that work had theirs. */
const lookAt = async (broken: readonly (readonly [name: string, way: Way])[], sender: string) => {
  const [control, later] = await Promise.all([startOperated(), startOperated()])
  const numbers = await Promise.all(
    broken.map(async ([name, way]) => {
      const isLater = typeof way === 'function'
      const number = await startOperated(isLater ? {} : way)
      if (isLater) await way(number)
      return { ...number, name }
    }),
  )
  const beat = ({ cloud }: Operated) => cloud.runSchedule(cloud.outputs['BeatScheduleName'] ?? '')
  const hasBeaten = (number: Operated) =>
    until('the beat of a number that works', () => number.count(metricNames.heartbeats) > 0)
  await Promise.all([control, ...numbers].map(beat))
  await hasBeaten(control)
  await Promise.all(
    numbers.map(async (number) => {
      // In the first ways no beat is heard.
      if (Object.keys(ways).slice(0, 11).includes(number.name)) return
      await until('a beat that is heard', () => countsOf(number).heard > 0)
      await forAWhile(() => countsOf(number).through + countsOf(number).repliesDelayed > 0)
    }),
  )
  // When a beat that left later has come through, the others would have.
  await beat(later)
  await hasBeaten(later)
  const usual = await lookInto(control, true)
  const rows = await Promise.all(
    numbers.map(async (number) => {
      const ofBeat = countsOf(number)
      const { state, named } = await lookInto(number, ofBeat.through > 0)
      const doctor = named.filter((what) => !usual.named.includes(what) && what !== 'Heartbeat')
      const outside = ofBeat.through > 0 ? 'alive' : 'silent'
      return { number, ofBeat, cells: [state, doctor.join(', ') || 'nothing', outside] }
    }),
  )
  // AWS publishes no text to the topic without it, so the test doesn't either.
  const reached = numbers.filter(({ name }) => name !== 'Two-way SMS is off')
  for (const from of [sender, `${sender.slice(0, -1)}9`]) {
    await Promise.all((from === sender ? [control, ...reached] : [control]).map((number) => number.text(from)))
    await until('the answer of the number that works', () => control.repliesTo(from).length === 1)
  }
  await Promise.all(
    reached.map(async (number) => {
      if (countsOf(number).heard > 0) await until('a booking', () => countsOf(number).booked > 0)
      await forAWhile(() => number.repliesTo(sender).length > 0)
    }),
  )
  const found = rows.map(({ number, ofBeat, cells }) => {
    const withText =
      number.repliesTo(sender).length > 0
        ? 'answered'
        : ringing(ofOneText(ofBeat, countsOf(number), /throttle/.test(number.name)))
    return [number.name.trim(), ringing(ofBeats(ofBeat, !number.name.includes('hide'))), withText, ...cells]
  })
  await Promise.all([control, later, ...numbers].map((number) => number.stop()))
  return found
}

/** What status says first, hours later unless the beat came through, and which lines doctor doesn't call well. */
const lookInto = async (number: Operated, isThrough: boolean) => {
  const { out } = await number.ops(['status', '--json'], { now: () => Date.now() + (isThrough ? 0 : 2.6 * hour) })
  const { toFix, remarks } = await checksOf(number)
  return { state: String(JSON.parse(out).state), named: [...toFix, ...remarks] }
}
