import { localCarriers } from '../../carriers/local.ts'
import { type Cloud, createJournal, type Journal } from '../../emulator/index.ts'
import { logEventsIn } from '../../shared/log-event.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import type { Experiment, ExperimentKind } from '../client/protocol.ts'
import { isSiege, planOf, type Run, type RunKind, runKinds, startRun } from './run.ts'
import type { Senders } from './senders.ts'

/** The experiments that people can run on a number, in the background. */
export type Experiments = {
  /** Holds the newest state, which is replaced at most five times a second, and only when something has changed. */
  readonly progress: Journal<Experiment>
  /** Starts an experiment. Returns `busy` for a siege while another siege is running. */
  readonly start: (kind: ExperimentKind) => Experiment | 'busy'
  /** Ends the run that `progress` is about. */
  readonly stop: () => void
  /** Whether a sender belongs to a siege, which has too many texts to be shown. */
  readonly isBesieger: (sender: string) => boolean
  /** Ends all runs and stops reporting. */
  readonly end: () => void
}

type ExperimentsOptions = {
  readonly cloud: Pick<Cloud, 'newId' | 'receiveText' | 'logs' | 'faults' | 'pause' | 'resume'>
  readonly sendReply: string
  readonly line: string
  readonly senders: Senders
  readonly partPriceUsd: number
  readonly siegeTexts?: number
}

/** All experiments: runs that send texts, and setbacks that hold up the sending of replies. */
export const experimentKinds = [...runKinds, 'throttle', 'pause', 'resume'] as const satisfies readonly ExperimentKind[]

const progressEveryMs = 200
/** The parts of each answer without protection: the first number of this kind sent every answer in two parts. */
const unprotectedParts = 2

export const createExperiments = (options: ExperimentsOptions): Experiments => {
  const setbacks = createSetbacks(options.cloud, options.sendReply)
  const besiegers = new Set<string>()
  const runs: Run[] = []
  let shown: Run | undefined
  const besieged = (): boolean => shown !== undefined && isSiege(shown.kind) && shown.progress().state === 'running'

  const current = (): Experiment => ({
    ...(shown === undefined ? idle : withCosts(shown, options.partPriceUsd)),
    ...setbacks.state(),
  })
  const progress = createJournal<Experiment>(1)
  const show = (): void => {
    const now = current()
    if (JSON.stringify(now) !== JSON.stringify(progress.entries()[0])) progress.append(now)
  }
  show()
  const timer = setInterval(show, progressEveryMs).unref()
  options.cloud.logs.subscribe(({ line }) => {
    for (const news of logEventsIn(line)) for (const run of runs) run.hear(news)
  })
  return {
    progress,
    start: (kind) => {
      if (kind === 'throttle' || kind === 'pause' || kind === 'resume') setbacks[kind]()
      else {
        if (isSiege(kind) && besieged()) return 'busy'
        const run = begin(kind, options, besiegers)
        runs.push(run)
        if (!besieged()) shown = run
      }
      show()
      return current()
    },
    stop: () => shown?.stop(),
    isBesieger: (sender) => besiegers.has(sender),
    end: () => {
      clearInterval(timer)
      for (const run of runs) run.stop()
    },
  }
}

/** Starts a run. A siege adds its senders to `besiegers`. */
const begin = (kind: RunKind, options: ExperimentsOptions, besiegers: Set<string>): Run => {
  const { cloud, line, senders, siegeTexts = 5000 } = options
  const plan = planOf(kind, senders, siegeTexts)
  const senderOf = (index: number): string => {
    const sender = plan.senderOf(index)
    if (isSiege(kind)) besiegers.add(sender)
    return sender
  }
  return startRun(kind, { plan: { ...plan, senderOf }, cloud, line, fail: console.error })
}

/** The state before the first run. */
const idle: Omit<Experiment, 'paused' | 'throttled'> = {
  kind: 'testers',
  state: 'idle',
  sent: 0,
  total: 0,
  decided: 0,
  silenced: {},
  repliesBooked: 0,
}

const withCosts = ({ kind, progress }: Run, partPriceUsd: number) => {
  const counted = progress()
  return {
    kind,
    ...counted,
    // Without a price per part, there is no cost to show.
    ...(partPriceUsd > 0 && {
      costUsd: counted.repliesBooked * partsPerReply * partPriceUsd,
      unprotectedUsd: counted.sent * unprotectedParts * partPriceUsd,
    }),
  }
}

/** The problems that can hit the sending of replies. */
type Setbacks = {
  readonly throttle: () => void
  readonly pause: () => void
  readonly resume: () => void
  readonly state: () => { readonly throttled: boolean; readonly paused: boolean }
}

const throttledForMs = 20_000

/** `sendReply` is the name of the function that sends replies. */
const createSetbacks = (
  { faults, ...cloud }: Pick<Cloud, 'faults' | 'pause' | 'resume'>,
  sendReply: string,
): Setbacks => {
  let paused = false
  let unthrottle: (() => void) | undefined
  return {
    throttle: () => {
      unthrottle?.()
      const removals = Object.values(localCarriers).map(({ throttled }) => faults.add(throttled))
      const end = (): void => {
        for (const remove of removals) remove()
        clearTimeout(timer)
        unthrottle = undefined
      }
      const timer = setTimeout(end, throttledForMs).unref()
      unthrottle = end
    },
    pause: () => {
      if (!paused) cloud.pause(sendReply)
      paused = true
    },
    resume: () => {
      if (paused) cloud.resume(sendReply)
      paused = false
    },
    state: () => ({ throttled: unthrottle !== undefined, paused }),
  }
}
