import type { SendResult, Telemetry } from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'
import { logEvents } from '../../shared/rules/telemetry.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { flag, onAllCores, parseOptions, runProgram, table, writeEvidence } from '../program.ts'
import { replyDelayMs, runStage, senderLimits } from '../siege/replay.ts'
import { createRandom, type Random } from '../siege/traffic.ts'
import { bodyOfTexts } from '../virtual/messages.ts'
import { createTimeline } from '../virtual/queue.ts'
import { createVirtualStage } from '../virtual/stage.ts'

/** An attempt in a trouble: how many came before it, how long the trouble has lasted, to which phone, by which line. */
type Attempt = { readonly nth: number; readonly sinceMs: number; readonly to: string; readonly from: string }

type IsLost = (attempt: Attempt, random: Random) => boolean

type Trouble = {
  readonly isLost: IsLost
  readonly forMs: number
  /** The line whose replies are counted, if there are two. */
  readonly counted?: string
}

const all: IsLost = () => true
const every =
  (nth: number): IsLost =>
  (attempt) =>
    attempt.nth % nth === nth - 1
const oneIn =
  (ways: number): IsLost =>
  (_, random) =>
    random.next() < 1 / ways
const bursts =
  (minutes: number, of: number): IsLost =>
  ({ sinceMs }) =>
    sinceMs % (of * minute) < minutes * minute
/** One host of three loses all that goes through it, and a phone always leads to the same host. */
const oneHost: IsLost = ({ to }) => (Number(to) / 9973) % 3 < 1

const [line, otherLine] = ['+33700000001', '+33700000002']
const onOneLine: IsLost = ({ from }) => from === line

/** The ways in which a line is in trouble, by what becomes of attempts. */
const troubles: { readonly [name: string]: Trouble } = {
  'five minutes: all': { isLost: all, forMs: 5 * minute },
  'four hours: all': { isLost: all, forMs: 4 * hour },
  'every second': { isLost: every(2), forMs: 4 * hour },
  'every third': { isLost: every(3), forMs: 4 * hour },
  'every fifth': { isLost: every(5), forMs: 4 * hour },
  'a tenth, at random': { isLost: oneIn(10), forMs: 4 * hour },
  'a third of the phones': { isLost: oneHost, forMs: 4 * hour },
  'ten minutes of each 60': { isLost: bursts(10, 60), forMs: 4 * hour },
  'all of one line': { isLost: onOneLine, forMs: 4 * hour, counted: line },
  '… its other line': { isLost: onOneLine, forMs: 4 * hour, counted: otherLine },
  'a day: all': { isLost: all, forMs: day },
  'a day: ten minutes of each 60': { isLost: bursts(10, 60), forMs: day },
  'two days: all': { isLost: all, forMs: 2 * day },
  'two days: every third': { isLost: every(3), forMs: 2 * day },
}

/** A usual evening, and nearly as many texts an hour as the default budget has replies. */
const rates = [35, 95]

const seeds = [7001, 7002, 7003]

const [troubleAfter, calmAfter] = [2 * hour, 4 * hour]

type Task = { readonly trouble: string; readonly rate: number; readonly seed: number }

/** Lives two hours, a trouble, and four hours more. Returns replies and times in minutes, of one line. */
export const live = async ({ trouble, rate, seed }: Task) => {
  const { isLost = all, forMs = 0, counted } = troubles[trouble] ?? {}
  const timeline = createTimeline(Date.UTC(2026, 10, 10))
  const [start, random] = [timeline.now(), createRandom(seed)]
  const [begin, end] = [start + troubleAfter, start + troubleAfter + forMs]
  const lines = counted === undefined ? [line] : [line, otherLine]
  const replies = new Map<string, { readonly due: number; outcome?: string; at?: number }>()
  let attempts = 0
  const telemetry: Telemetry = {
    count: () => {},
    log: (event, { inboundId, dueAt, outcome }) => {
      const id = String(inboundId)
      if (counted !== undefined && lines[Number(id) % 2] !== counted) return
      if (event === logEvents.replyBooked) replies.set(id, { due: Date.parse(String(dueAt)) })
      const booked = replies.get(id)
      if (event === logEvents.replySettled && booked !== undefined)
        replies.set(id, { ...booked, outcome: String(outcome), at: timeline.now() })
    },
  }
  const send = async ({ to, from }: { readonly to: string; readonly from: string }): Promise<SendResult> => {
    const sinceMs = timeline.now() - begin
    const isTrouble = sinceMs >= 0 && timeline.now() < end
    return isTrouble && isLost({ nth: attempts++, sinceMs, to, from }, random)
      ? { kind: 'unknown', reason: 'SIMULATED' }
      : { kind: 'accepted' }
  }
  const stage = createVirtualStage({ config: configOf(lines), now: timeline.now, gatewayNamed: () => ({ send }) })
  const receive = runStage({ stage, telemetry, timeline, random })
  const textsFor = troubleAfter + forMs + calmAfter
  for (let i = 0; i < (lines.length * rate * textsFor) / hour; i++) {
    const sentAt = start + Math.floor(random.next() * textsFor)
    const text = { id: String(i), from: `+336${String(10_000_000 + i * 9973)}`, words: 'Salut', sentAt }
    timeline.plan(sentAt, () => receive(bodyOfTexts('aws', lines[i % lines.length] ?? line, [text], sentAt)))
  }
  await timeline.run()
  const settled = [...replies.values()].map(({ due, outcome = 'none', at = 0 }) => ({ due, outcome, at }))
  const sent = settled.filter(({ outcome }) => outcome === 'sent')
  const dueIn = settled.filter(({ due }) => due >= begin && due < end)
  const sentOfThose = dueIn.filter(({ outcome }) => outcome === 'sent')
  const lateness = sentOfThose.map(({ at, due }) => (at - due) / minute).sort((a, b) => a - b)
  const lateOf = (share: number): number => lateness[Math.floor(share * lateness.length)] ?? 0
  return {
    lost: settled.filter(({ outcome }) => outcome === 'uncertain').length,
    inTrouble: sent.filter(({ at }) => at >= begin && at < end).length,
    first: (Math.min(...sent.flatMap(({ at }) => (at >= end ? [at] : []))) - end) / minute,
    median: lateOf(0.5),
    nearlyAll: lateOf(0.95),
    latest: Math.max(...sent.map(({ at, due }) => at - due)) / minute,
    answered: (100 * sentOfThose.length) / dueIn.length,
  }
}

const configOf = (numbers: readonly string[]): Config => ({
  lines: numbers.map((number) => ({ number, language: 'fr', budget: number, carrier: 'aws' })),
  countries: ['FR'],
  replyDelayMs,
  limits: senderLimits,
  block: { after: 20, forMs: 30 * day },
  budgets: Object.fromEntries(numbers.map((number) => [number, { hour: 100, day: 2400, month: 72_000 }])),
  sendIntervalMs: { aws: 1000 },
  maxPricePerReplyUsd: 0.08,
  texts: {},
})

const columns = {
  lost: 'lost',
  answered: 'answered in the end, %',
  inTrouble: 'sent meanwhile',
  first: 'first',
  median: 'late: median',
  nearlyAll: '95 %',
  latest: 'latest',
} as const satisfies { readonly [Figure in keyof Awaited<ReturnType<typeof live>>]: string }

const main = async (args: readonly string[]): Promise<number> => {
  const { evidence } = parseOptions(args, { evidence: flag }, 'there is --evidence')
  const kinds = Object.keys(troubles).flatMap((trouble) => rates.map((rate) => ({ trouble, rate })))
  const tasks = kinds.flatMap((kind) => seeds.map((seed) => ({ ...kind, seed })))
  const found = await onAllCores({ module: new URL(import.meta.url), run: live }, tasks)
  const rows = Object.keys(troubles).map((trouble) => {
    const mean = (figure: keyof typeof columns, rate: number): string => {
      const figures = found.filter((_, i) => tasks[i]?.trouble === trouble && tasks[i]?.rate === rate)
      return (figures.reduce((sum, one) => sum + one[figure], 0) / seeds.length).toFixed(figure === 'answered' ? 1 : 0)
    }
    const figures = Object.keys(columns) as (keyof typeof columns)[]
    return [trouble, ...figures.map((figure) => rates.map((rate) => mean(figure, rate)).join('/'))]
  })
  const markdown = table(['lost attempts', ...Object.values(columns)], rows, 1)
  console.log(markdown)
  if (evidence) writeEvidence('outages', markdown)
  return 0
}

if (import.meta.main) await runProgram(main)
