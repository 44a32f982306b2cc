import type { CarrierAnswer } from '../../shared/ports.ts'
import { phoneCheckTimeoutMs, publishTimeoutMs, storeTimeoutMs } from '../../shared/rules/timing.ts'
import type { AnswerOf, Call, Verb } from '../virtual/ports.ts'
import { type Choose, chosen } from './choices.ts'
import { type Course, courses } from './faults.ts'
import type { AnyCall, CallOf } from './history.ts'
import type { Process } from './process.ts'
import type { Pause } from './schedule.ts'
import type { World } from './world.ts'

type Request<V extends Verb> = {
  readonly call: CallOf<V>
  readonly course: Course
  readonly pause: Pause | undefined
  readonly takeEffect: () => Promise<AnswerOf<V>>
  readonly resolve: (answer: AnswerOf<V>) => void
  readonly reject: (error: unknown) => void
}

/** The latency of a request until it takes effect, and the latency of its response. Together they stay within the clients' timeouts. */
const thereMs = [2, 1, 2, 10, 60, 300, 900] as const
const backMs = [2, 3, 1, 5, 40, 90] as const
/** The extra delay of a second attempt, and how long an error takes: from almost nothing to the clients' timeouts. */
const againMs = [100, 20, storeTimeoutMs] as const
const storeErrorMs = [5, 2 * storeTimeoutMs] as const
const carrierErrorMs = [publishTimeoutMs, 5] as const
const phoneErrorMs = [5, phoneCheckTimeoutMs] as const
/** The response of a phone check may take up to the client's timeout, even if the request took the longest time in `thereMs`. */
const phoneBackMs = [2, 40, phoneCheckTimeoutMs - 900] as const

/** Makes the calls of one process, with the faults and pauses that the schedule has for them. */
export const createCall =
  (world: World, process: Process): Call =>
  (verb, args, takeEffect) =>
    new Promise((resolve, reject) => {
      const { invocation } = process
      if (process.dead || invocation === undefined) return
      const { nth, fault, pause } = world.fateOf(verb)
      const call = { verb, args, nth, fault, pause, invocation, calledAt: world.timeline.now(), effects: [] }
      // The compiler can't see that the verb and its arguments belong together.
      for (const calls of [world.history.calls, invocation.calls]) calls.push(call as unknown as AnyCall)
      begin(world, process, { call, course: courses[fault], pause, takeEffect, resolve, reject })
    })

/** Waits in one process. A process that has died waits for ever, and one that is frozen for longer. */
export const createWait =
  ({ timeline }: World, process: Process) =>
  (ms: number): Promise<void> =>
    new Promise((resolve) => {
      timeline.plan(timeline.now() + ms, () => whenAwake({ timeline }, process, () => process.dead || resolve()))
    })

/** Sends a request. It takes effect even if its process has died since; a living process then gets the answer. */
const begin = <V extends Verb>(world: World, process: Process, request: Request<V>): void => {
  const { timeline, choose } = world
  const { call, course, pause, takeEffect } = request
  let answer: Promise<AnswerOf<V>> | undefined

  const leave = () => {
    if (process.dead) return
    let at = timeline.now()
    for (let attempt = 0; attempt < course.effects; attempt++) {
      at += wayMs(choose, attempt)
      timeline.plan(at, effect)
    }
    if (course.diesAtOnce) process.die('crash')
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
  { call, course, resolve, reject }: Request<V>,
  answer: Promise<AnswerOf<V>> | undefined,
): void => {
  if (process.dead || course.end === 'silence') return
  if (course.end !== 'death') call.endedAt = timeline.now()
  if (course.end === 'death') process.die('crash')
  else if (course.end === 'error') reject(new Error('The request failed'))
  else if (course.carrierAnswer !== undefined) resolve(answerOf(course.carrierAnswer) as AnswerOf<V>)
  else answer?.then(resolve, reject)
}

const answerOf = (kind: NonNullable<Course['carrierAnswer']>): CarrierAnswer => ({ kind, reason: 'SIMULATED' })

const freeze = ({ timeline }: World, process: Process, ms: number): void => {
  process.frozenUntil = Math.max(process.frozenUntil, timeline.now() + ms)
}

const whenAwake = ({ timeline }: Pick<World, 'timeline'>, process: Process, go: () => void): void => {
  if (process.frozenUntil <= timeline.now()) go()
  else timeline.plan(process.frozenUntil, go)
}

const wayMs = (choose: Choose, attempt: number): number =>
  chosen(choose, thereMs) + (attempt === 0 ? 0 : chosen(choose, againMs))

const endOf = (choose: Choose, verb: Verb, { end, carrierAnswer }: Course, effectAt: number): number => {
  if (verb === 'carrier.isReady') return effectAt + chosen(choose, end === 'error' ? phoneErrorMs : phoneBackMs)
  if (end === 'error') return effectAt + chosen(choose, storeErrorMs)
  if (carrierAnswer === 'unknown') return effectAt + chosen(choose, carrierErrorMs)
  return effectAt + chosen(choose, backMs)
}
