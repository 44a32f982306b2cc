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

/** Whether the nth attempt of a trouble is lost. */
type Shape = (nth: number, random: Random) => boolean

/** The ways in which a line is in trouble, by what becomes of attempts. */
const shapes: { readonly [name: string]: Shape } = {
  all: () => true,
  'every second one': (nth) => nth % 2 === 0,
  'half, at random': (_, random) => random.next() < 0.5,
  'one in five': (_, random) => random.next() < 0.2,
  'one in ten': (_, random) => random.next() < 0.1,
}

/** A usual evening, and nearly as many texts an hour as the default budget has replies. */
const rates = [35, 95]

const [troubleFrom, troubleMs, textsUntil] = [2 * hour, 4 * hour, 10 * hour]
const line = '+33700000001'

type Task = { readonly shape: string; readonly rate: number; readonly seed: number }

/** Lives ten hours of texts with a trouble of four. Returns replies lost and times in minutes, of one line. */
export const live = async ({ shape, rate, seed }: Task) => {
  const timeline = createTimeline(Date.UTC(2026, 10, 10))
  const [start, random, isLost] = [timeline.now(), createRandom(seed), shapes[shape]]
  const [begin, end] = [start + troubleFrom, start + troubleFrom + troubleMs]
  const dueAt = new Map<string, number>()
  const sent: { readonly at: number; readonly due: number }[] = []
  let [attempts, uncertain, expired] = [0, 0, 0]
  const telemetry: Telemetry = {
    count: () => {},
    log: (event, { inboundId, dueAt: due, outcome }) => {
      const id = String(inboundId)
      if (event === logEvents.replyBooked) dueAt.set(id, Date.parse(String(due)))
      if (event !== logEvents.replySettled) return
      if (outcome === 'uncertain') uncertain++
      if (outcome === 'expired') expired++
      if (outcome === 'sent') sent.push({ at: timeline.now(), due: dueAt.get(id) ?? 0 })
    },
  }
  const send = async (): Promise<SendResult> => {
    const inTrouble = timeline.now() >= begin && timeline.now() < end
    return inTrouble && isLost?.(attempts++, random) ? { kind: 'unknown', reason: 'SIMULATED' } : { kind: 'accepted' }
  }
  const stage = createVirtualStage({ config, now: timeline.now, gatewayNamed: () => ({ send }) })
  const usage = { ...noUsage }
  const call = <Answer>(_: unknown, __: unknown, takeEffect: () => Promise<Answer>) => takeEffect()
  const receive = runStage({ stage, call, telemetry, timeline, random, usage })
  for (let i = 0; i < (rate * textsUntil) / hour; i++) {
    const sentAt = start + Math.floor(random.next() * textsUntil)
    const text = { id: String(i), from: `+336${String(10_000_000 + i * 9973)}`, words: 'Salut', sentAt }
    timeline.plan(sentAt, () => receive(bodyOfTexts('aws', line, [text], sentAt)))
  }
  await timeline.run()
  const after = sent.filter(({ at }) => at >= end).map(({ at }) => at)
  const waited = sent.filter(({ at, due }) => at >= end && due < end).map(({ at }) => at)
  return {
    lost: uncertain + expired,
    inTrouble: sent.filter(({ at }) => at >= begin && at < end).length,
    first: (Math.min(...after) - end) / minute,
    through: (Math.max(end, ...waited) - end) / minute,
  }
}

const config: Config = {
  lines: [{ number: line, language: 'fr', budget: 'default', carrier: 'aws' }],
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
  const kinds = Object.keys(shapes).flatMap((shape) => rates.map((rate) => ({ shape, rate })))
  const tasks = kinds.flatMap((kind) => Array.from({ length: seeds }, (_, i) => ({ ...kind, seed: i + 1 })))
  const found = await onAllCores({ module: new URL(import.meta.url), run: live }, tasks)
  const rows = kinds.map(({ shape, rate }) => {
    const mean = (figure: 'lost' | 'inTrouble' | 'first' | 'through'): string => {
      const figures = found.filter((_, i) => tasks[i]?.shape === shape && tasks[i]?.rate === rate)
      return (figures.reduce((sum, one) => sum + one[figure], 0) / seeds).toFixed(1)
    }
    const perHour = ((Number(mean('lost')) * hour) / troubleMs).toFixed(1)
    return [shape, String(rate), perHour, mean('lost'), mean('inTrouble'), mean('first'), mean('through')]
  })
  const head = [
    'lost attempts',
    'texts an hour',
    'lost replies an hour',
    'in all',
    'sent meanwhile',
    'first',
    'through',
  ]
  const markdown = table(head, rows, 1)
  console.log(markdown)
  if (options.evidence) writeEvidence('outages', markdown)
  return 0
}

if (import.meta.main) await runProgram(main)
