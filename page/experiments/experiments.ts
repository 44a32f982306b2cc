import type { Cloud, Fault } from '../../emulator/index.ts'
import { logEventsIn } from '../../ops/log-event.ts'
import { minute } from '../../shared/rules/timing.ts'
import type { Experiment, ExperimentKind, RunKind } from '../client/protocol.ts'
import { createNewest } from '../server/newest.ts'
import { planOf, type Run, startRun } from './run.ts'
import type { Senders } from './senders.ts'

type ExperimentsOptions = {
  readonly cloud: Pick<Cloud, 'newId' | 'receiveText' | 'logs' | 'calls' | 'faults'>
  readonly receiveSms: string
  readonly line: string
  readonly senders: Senders
  /** A fault for each carrier, by which it refuses its lines. */
  readonly refused: readonly Fault[]
  readonly replyPriceUsd: number
  readonly receivedPriceUsd: number
  readonly siegeTexts?: number
}

/** The experiments that people can run on a number, in the background. */
export const createExperiments = (options: ExperimentsOptions) => {
  const { cloud, receiveSms } = options
  // Long enough for the alarm on a line that is refused, which takes up to ten minutes.
  const refuse = createOutage(cloud, options.refused, 15 * minute)
  const besiegers = new Set<string>()
  const runs: Run[] = []
  let shown: Run | undefined

  const current = (): Experiment => (shown === undefined ? idle : withCosts(shown, options))
  const { journal: progress, look, end: endWatching } = createNewest(current)
  cloud.logs.subscribe(({ line }) => {
    for (const news of logEventsIn(line)) for (const run of runs) run.hear(news)
  })
  // No log says that a text waits, but it is hidden in its queue then.
  cloud.calls.subscribe(({ action, caller }) => {
    if (action !== 'ChangeMessageVisibility' || caller.kind !== 'function' || caller.functionName !== receiveSms) return
    for (const run of runs) run.hearWait()
  })
  return {
    progress,
    /** Starts an experiment. Returns `busy` for one that sends texts while a siege is running. */
    start: (kind: ExperimentKind): Experiment | 'busy' => {
      if (kind === 'refuse') refuse()
      else {
        if (shown?.kind === 'siege' && shown.progress().state === 'running') return 'busy'
        shown = begin(kind, options, besiegers)
        runs.push(shown)
      }
      look()
      return current()
    },
    /** Ends the run that `progress` is about. */
    stop: (): void => shown?.stop(),
    /** Whether a sender belongs to a siege, which has too many texts to be shown. */
    isBesieger: (sender: string): boolean => besiegers.has(sender),
    end: (): void => {
      endWatching()
      for (const run of runs) run.stop()
    },
  }
}

const begin = (kind: RunKind, options: ExperimentsOptions, besiegers: Set<string>): Run => {
  const { cloud, line, senders, siegeTexts = 5000 } = options
  const plan = planOf(kind, senders, siegeTexts)
  const senderOf = (index: number): string => {
    const sender = plan.senderOf(index)
    if (kind === 'siege') besiegers.add(sender)
    return sender
  }
  return startRun(kind, { plan: { ...plan, senderOf }, cloud, line, fail: console.error })
}

const nothing = {
  sent: 0,
  total: 0,
  decided: 0,
  waiting: 0,
  silenced: {},
  repliesBooked: 0,
  repliesSent: 0,
  receivedUsd: 0,
}
/** A siege that has not begun. */
export const idle: Experiment = { kind: 'siege', state: 'idle', ...nothing }

const withCosts = (run: Run, { replyPriceUsd, receivedPriceUsd }: ExperimentsOptions): Experiment => {
  const [kind, counted] = [run.kind, run.progress()]
  const receivedUsd = counted.sent * receivedPriceUsd
  const costUsd = counted.repliesBooked * replyPriceUsd
  const unprotectedUsd = counted.sent * replyPriceUsd
  // Without a price, there is no cost to show.
  return { kind, ...counted, receivedUsd, ...(replyPriceUsd > 0 && { costUsd, unprotectedUsd }) }
}

/** Returns what makes the requests by which each carrier sends fail for a while, from when it was called last. */
const createOutage = ({ faults }: Pick<Cloud, 'faults'>, wanted: readonly Fault[], lastsMs: number) => {
  let end = (): void => {}
  return (): void => {
    end()
    const removals = wanted.map((fault) => faults.add(fault))
    const timer = setTimeout(() => end(), lastsMs).unref()
    end = () => {
      for (const remove of removals) remove()
      clearTimeout(timer)
    }
  }
}
