import type { Telemetry } from '../../shared/ports.ts'
import type { Handler } from '../virtual/messages.ts'
import type { FunctionName } from '../virtual/stage.ts'
import { createCall, createWait } from './caller.ts'
import { chosen } from './choices.ts'
import type { Invocation } from './history.ts'
import type { World } from './world.ts'

/** Something that makes requests until it dies: an execution environment or an operator's command. Each has its own name and clock. */
export type Process = {
  readonly name: string
  readonly functionName: Invocation['functionName']
  readonly skewMs: number
  frozenUntil: number
  dead: boolean
  invocation?: Invocation | undefined
  readonly die: (of: 'crash' | 'time-out') => void
}

export const createProcess = (
  { timeline }: World,
  functionName: Invocation['functionName'],
  name: string,
  skewMs: number,
): Process => {
  const process: Process = {
    name,
    functionName,
    skewMs,
    frozenUntil: 0,
    dead: false,
    die: (of) => {
      process.dead = true
      if (process.invocation !== undefined) process.invocation.end = { kind: 'died', at: timeline.now(), of }
      process.invocation = undefined
    },
  }
  return process
}

/** An execution environment of Lambda. It handles one invocation at a time, and its memory lasts until it dies. */
export type Environment = Process & {
  readonly functionName: FunctionName
  readonly handler: Handler
}

/** The values that `random` returns: the usual one, both ends of the range, and some in between. */
const randoms = [0, 0.999_999, 0.5, 0.9, 0.1] as const

export const createEnvironment = (
  world: World,
  functionName: FunctionName,
  name: string,
  skewMs: number,
): Environment => {
  const { stage, timeline, choose } = world
  const process = createProcess(world, functionName, name, skewMs)
  const handler = stage.start(functionName, {
    call: createCall(world, process),
    now: () => timeline.now() + skewMs,
    random: () => chosen(choose, randoms),
    wait: createWait(world, process),
    telemetry: telemetryOf(world, process),
  })
  return Object.assign(process, { functionName, handler })
}

/** Log lines are written at once. Metrics are flushed when the invocation ends, and are lost if the process dies first. */
const telemetryOf = ({ timeline }: World, process: Process): Telemetry => ({
  count: (metric, value = 1) => {
    const counts = process.invocation?.counts
    counts?.set(metric, (counts.get(metric) ?? 0) + value)
  },
  log: (event, fields) => void process.invocation?.logs.push({ at: timeline.now(), event, fields }),
})
