import type { SendResult, Telemetry } from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'
import { logEvents } from '../../shared/rules/telemetry.ts'
import { hour, minute } from '../../shared/rules/timing.ts'
import { noUsage } from '../aws-prices.ts'
import { flag, onAllCores, parseOptions, runProgram, table, wholeNumber, writeEvidence } from '../program.ts'
import { replyDelayMs, runStage, senderLimits } from '../siege/replay.ts'
import { createRandom, type Random } from '../siege/traffic.ts'
import { bodyOfTexts } from '../virtual/messages.ts'
import { createTimeline } from '../virtual/queue.ts'
import { createVirtualStage } from '../virtual/stage.ts'

/** How a carrier answers the nth attempt of a trouble, on the first line or on another. */
type Shape = (nth: number, random: Random, isFirstLine: boolean) => 'accepted' | 'unknown' | 'throttled'

const lostIf = (isLost: boolean) => (isLost ? 'unknown' : 'accepted')

const oneLine = 'one of two lines loses all'

/** The ways in which a carrier or a line is in trouble, by what becomes of attempts. */
export const shapes: { readonly [name: string]: Shape } = {
  'all are lost': () => 'unknown',
  'every second one is lost': (nth) => lostIf(nth % 2 === 0),
  'half are lost, at random': (_, random) => lostIf(random.next() < 0.5),
  'four in five are lost': (_, random) => lostIf(random.next() < 0.8),
  'one in five is lost': (_, random) => lostIf(random.next() < 0.2),
  'throttled and lost in turn': (nth) => (nth % 2 === 0 ? 'unknown' : 'throttled'),
  [oneLine]: (_, __, isFirstLine) => lostIf(isFirstLine),
}

const [troubleFrom, troubleMs, textsUntil] = [2 * hour, 4 * hour, 10 * hour]
const textsAnHour = 35
const lines = ['+33700000001', '+33700000002']

/** Lives ten hours of texts with a trouble of four. Returns replies lost and times in minutes, of one stage. */
export const live = async ({ shape, seed }: { readonly shape: string; readonly seed: number }) => {
  const timeline = createTimeline(Date.UTC(2026, 10, 10))
  const [start, random, answer] = [timeline.now(), createRandom(seed), shapes[shape]]
  const [begin, end] = [start + troubleFrom, start + troubleFrom + troubleMs]
  const dueAt = new Map<string, number>()
  const sent: { readonly line: number; readonly at: number; readonly due: number }[] = []
  // Only one of two lines can be bad; all other troubles are those of a number with one line.
  const lineOf = (id: string): number => (shape === oneLine ? Number(id) % lines.length : 0)
  let [attempts, uncertain, expired] = [0, 0, 0]
  const telemetry: Telemetry = {
    count: () => {},
    log: (event, { inboundId, dueAt: due, outcome }) => {
      const id = String(inboundId)
      if (event === logEvents.replyBooked) dueAt.set(id, Date.parse(String(due)))
      if (event !== logEvents.replySettled) return
      if (outcome === 'uncertain') uncertain++
      if (outcome === 'expired') expired++
      if (outcome === 'sent') sent.push({ line: lineOf(id), at: timeline.now(), due: dueAt.get(id) ?? 0 })
    },
  }
  const send = async ({ from }: { readonly from: string }): Promise<SendResult> => {
    const inTrouble = timeline.now() >= begin && timeline.now() < end
    const kind = inTrouble && answer ? answer(attempts++, random, from === lines[0]) : 'accepted'
    return kind === 'accepted' ? { kind } : { kind, reason: 'SIMULATED' }
  }
  const stage = createVirtualStage({ config, now: timeline.now, gatewayNamed: () => ({ send }) })
  const usage = { ...noUsage }
  const call = <Answer>(_: unknown, __: unknown, takeEffect: () => Promise<Answer>) => takeEffect()
  const receive = runStage({ stage, call, telemetry, timeline, random, usage })
  for (let i = 0; i < (textsAnHour * textsUntil) / hour; i++) {
    const sentAt = start + Math.floor(random.next() * textsUntil)
    const text = { id: String(i), from: `+336${String(10_000_000 + i * 9973)}`, words: 'Salut', sentAt }
    timeline.plan(sentAt, () => receive(bodyOfTexts('aws', lines[lineOf(text.id)] ?? '', [text], sentAt)))
  }
  await timeline.run()
  const after = sent.filter(({ at }) => at >= end).map(({ at }) => at)
  const waited = sent.filter(({ at, due }) => at >= end && due < end).map(({ at }) => at)
  const late = sent.filter(({ line }) => line === 1).map(({ at, due }) => at - due)
  return {
    lost: uncertain + expired,
    inTrouble: sent.filter(({ at }) => at >= begin && at < end).length,
    first: (Math.min(...after) - end) / minute,
    through: (Math.max(end, ...waited) - end) / minute,
    latest: Math.max(0, ...late) / minute,
  }
}

const config: Config = {
  lines: lines.map((number) => ({ number, language: 'fr', budget: 'default', carrier: 'aws' })),
  countries: ['FR'],
  replyDelayMs,
  limits: senderLimits,
  block: { after: 20, forMs: 30 * 24 * hour },
  budgets: { default: { hour: 100, day: 1000, month: 10_000 } },
  sendIntervalMs: { aws: 1000 },
  maxPricePerReplyUsd: 0.08,
  texts: {},
}

const main = async (args: readonly string[]): Promise<number> => {
  const known = { seeds: { type: 'string', default: '20' }, evidence: flag } as const
  const options = parseOptions(args, known, 'there are --seeds, for how many of each shape, and --evidence')
  const seeds = wholeNumber('--seeds', options.seeds, 1, 1000)
  const tasks = Object.keys(shapes).flatMap((shape) =>
    Array.from({ length: seeds }, (_, i) => ({ shape, seed: i + 1 })),
  )
  const found = await onAllCores({ module: new URL(import.meta.url), run: live }, tasks)
  const rows = Object.keys(shapes).map((shape) => {
    const of = (figure: 'lost' | 'inTrouble' | 'first' | 'through' | 'latest'): readonly number[] =>
      found.flatMap((one, i) => (tasks[i]?.shape === shape ? one[figure] : []))
    const mean = (figures: readonly number[]) => (figures.reduce((sum, one) => sum + one, 0) / seeds).toFixed(1)
    const hours = troubleMs / hour
    const perHour = (Number(mean(of('lost'))) / hours).toFixed(1)
    const worst = shape === oneLine ? Math.max(...of('latest')).toFixed(0) : '–'
    return [shape, mean(of('lost')), perHour, mean(of('inTrouble')), mean(of('first')), mean(of('through')), worst]
  })
  const head = [
    'of the attempts in four hours',
    'lost',
    'an hour',
    'sent meanwhile',
    'first',
    'through',
    'latest, line 2',
  ]
  const markdown = table(head, rows, 1)
  console.log(markdown)
  if (options.evidence) writeEvidence('outages', markdown)
  return 0
}

if (import.meta.main) await runProgram(main)
