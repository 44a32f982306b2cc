import type { SendResult, Telemetry } from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'
import { publishTimeoutMs, questionTimeoutMs, storeTimeoutMs } from '../../shared/rules/timing.ts'
import type { Handler } from '../virtual/messages.ts'
import type { AnswerOf, Call, FunctionName, Verb } from '../virtual/stage.ts'
import { type Course, courses } from './courses.ts'
import type { AnyCall, CallOf, Invocation } from './history.ts'
import { type Choose, chosen } from './schedule.ts'
import type { World } from './world.ts'

/** An execution environment of Lambda: it handles one invocation at a time, and its memory lasts until it dies. */
export type Process = {
  readonly name: string
  readonly functionName: FunctionName
  /** How far its clock is ahead of true time. */
  readonly skewMs: number
  readonly config: Config
  readonly handler: Handler
  frozenUntil: number
  dead: boolean
  invocation?: Invocation | undefined
}

/** The values that `random` returns: the usual one, both ends of the range, and some in between. */
const randoms = [0, 0.999_999, 0.5, 0.9, 0.1] as const

export const createProcess = (world: World, functionName: FunctionName, name: string, skewMs: number): Process => {
  const { stage, timeline, choose } = world
  const config = world.deployed()
  const process: Process = {
    name,
    functionName,
    skewMs,
    config,
    handler: (event) => handler(event),
    frozenUntil: 0,
    dead: false,
  }
  const handler = stage.start(functionName, {
    config,
    call: createCall(world, process),
    now: () => timeline.now() + skewMs,
    random: () => chosen(choose, randoms),
    sleep: createSleep(world, process),
    telemetry: telemetryOf(world, process),
  })
  return process
}

export const die = ({ timeline }: Pick<World, 'timeline'>, process: Process, of: 'crash' | 'time-out'): void => {
  process.dead = true
  if (process.invocation !== undefined) process.invocation.end = { kind: 'died', at: timeline.now(), of }
  process.invocation = undefined
}

/** Logs are written at once. Metrics are flushed when the invocation ends, and are lost if the process dies first. */
const telemetryOf = ({ timeline }: World, process: Process): Telemetry => ({
  count: (metric, value = 1) => {
    const counts = process.invocation?.counts
    counts?.set(metric, (counts.get(metric) ?? 0) + value)
  },
  log: (event, fields) => void process.invocation?.logs.push({ at: timeline.now(), event, fields }),
})

type Request<V extends Verb> = {
  readonly call: CallOf<V>
  readonly takeEffect: () => Promise<AnswerOf<V>>
  readonly resolve: (answer: AnswerOf<V>) => void
  readonly reject: (error: unknown) => void
}

/** The latency until a request takes effect, and of its response: together within the clients' timeouts. */
const requestMs = [2, 1, 2, 10, 60, 300, 900] as const
const responseMs = [2, 3, 1, 5, 40, 90] as const
/** The extra delay of a second attempt, and how long an error takes: up to the clients' timeouts. */
const retryMs = [100, 20, storeTimeoutMs] as const
const storeErrorMs = [5, 2 * storeTimeoutMs] as const
const carrierErrorMs = [publishTimeoutMs, 5] as const
const phoneErrorMs = [5, questionTimeoutMs] as const
/** Up to the client's timeout, even if the request took the longest time in `requestMs`. */
const phoneResponseMs = [2, 40, questionTimeoutMs - 900] as const

const createCall =
  (world: World, process: Process): Call =>
  (verb, args, takeEffect) =>
    new Promise((resolve, reject) => {
      const { invocation } = process
      if (process.dead || invocation === undefined) return
      const { nth, fault, pause } = world.faultFor(verb, args)
      const call = { verb, args, nth, fault, pause, invocation, calledAt: world.timeline.now(), effects: [] }
      // The compiler can't see that the verb and its arguments belong together.
      for (const calls of [world.history.calls, invocation.calls]) calls.push(call as unknown as AnyCall)
      begin(world, process, { call, takeEffect, resolve, reject })
    })

/** Sleeps in one process. A process that has died sleeps for ever, and one that is frozen for longer. */
const createSleep =
  ({ timeline }: World, process: Process) =>
  (ms: number): Promise<void> =>
    new Promise((resolve) => {
      timeline.plan(timeline.now() + ms, () => whenAwake({ timeline }, process, () => process.dead || resolve()))
    })

/** It takes effect even if its process has died since; a living process then gets the answer. */
const begin = <V extends Verb>(world: World, process: Process, request: Request<V>): void => {
  const { timeline, choose } = world
  const { call, takeEffect } = request
  const [course, pause] = [courses[call.fault], call.pause]
  let answer: Promise<AnswerOf<V>> | undefined

  const leave = () => {
    if (process.dead) return
    let at = timeline.now()
    for (let attempt = 0; attempt < course.effects; attempt++) {
      at += requestLatencyMs(choose, attempt)
      timeline.plan(at, effect)
    }
    if (course.diesAtOnce) die(world, process, 'crash')
    else timeline.plan(endOf(choose, call.verb, course, at), arrive)
  }
  const effect = () => {
    const at = timeline.now()
    answer = takeEffect()
    answer.then(
      (given) => call.effects.push({ at, answer: given }),
      () => {},
    )
  }
  const arrive = () => {
    if (pause?.side === 'after') freeze(world, process, pause.ms)
    whenAwake(world, process, () => end(world, process, request, answer))
  }

  if (pause?.side === 'before') freeze(world, process, pause.ms)
  whenAwake(world, process, leave)
}

const end = <V extends Verb>(
  { timeline }: World,
  process: Process,
  { call, resolve, reject }: Request<V>,
  answer: Promise<AnswerOf<V>> | undefined,
): void => {
  const course = courses[call.fault]
  if (process.dead || course.end === 'silence') return
  if (course.end !== 'death') call.endedAt = timeline.now()
  if (course.end === 'death') die({ timeline }, process, 'crash')
  else if (course.end === 'error') reject(new Error('The request failed'))
  else if (course.carrierAnswer !== undefined) resolve(answerOf(course.carrierAnswer) as AnswerOf<V>)
  else answer?.then(resolve, reject)
}

const answerOf = (kind: NonNullable<Course['carrierAnswer']>): SendResult => ({ kind, reason: 'SIMULATED' })

const freeze = ({ timeline }: World, process: Process, ms: number): void => {
  process.frozenUntil = Math.max(process.frozenUntil, timeline.now() + ms)
}

const whenAwake = ({ timeline }: Pick<World, 'timeline'>, process: Process, go: () => void): void => {
  if (process.frozenUntil <= timeline.now()) go()
  else timeline.plan(process.frozenUntil, go)
}

const requestLatencyMs = (choose: Choose, attempt: number): number =>
  chosen(choose, requestMs) + (attempt === 0 ? 0 : chosen(choose, retryMs))

const endOf = (choose: Choose, verb: Verb, { end, carrierAnswer }: Course, effectAt: number): number => {
  if (verb === 'carrier.ask') return effectAt + chosen(choose, end === 'error' ? phoneErrorMs : phoneResponseMs)
  if (end === 'error') return effectAt + chosen(choose, storeErrorMs)
  if (carrierAnswer === 'unknown') return effectAt + chosen(choose, carrierErrorMs)
  return effectAt + chosen(choose, responseMs)
}
