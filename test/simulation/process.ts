import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'

import { createHandler as createReceiveSms } from '../../functions/receive-sms/handler.ts'
import { createHandler as createSendReply } from '../../functions/send-reply/handler.ts'
import { createReadReply } from '../../shared/adapters/signed-reply.ts'
import type { Telemetry } from '../../shared/ports.ts'
import { createScheduler } from '../../shared/scheduler.ts'
import { createCaller } from './caller.ts'
import { chosen } from './choices.ts'
import { signingKey } from './forgeries.ts'
import type { FunctionName, Invocation } from './history.ts'
import { createPorts } from './ports.ts'
import { keyOf } from './schedule.ts'
import type { World } from './world.ts'

/** Whoever makes requests, until it dies: it has a name and a clock of its own. */
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

/** An execution environment: one invocation at a time, and a memory that lasts until it dies. */
export type Environment = Process & {
  readonly functionName: FunctionName
  readonly handle: (event: SQSEvent) => Promise<SQSBatchResponse>
}

export const createEnvironment = (
  world: World,
  functionName: FunctionName,
  name: string,
  skewMs: number,
): Environment => {
  const process = createProcess(world, functionName, name, skewMs)
  return Object.assign(process, { functionName, handle: createHandler(world, process, functionName) })
}

/** The spread that chance has: the usual, both ends, and between. */
const randoms = [0, 0.999_999, 0.5, 0.9, 0.1] as const

const createHandler = (world: World, process: Process, functionName: FunctionName) => {
  const { config, timeline, choose } = world
  const now = () => timeline.now() + process.skewMs
  const random = () => chosen(choose, randoms)
  const ports = createPorts(world, createCaller(world, process))
  const scheduler = createScheduler({ ...ports, config, now, random })
  const common = { ...ports, scheduler, config, now, random, newToken: world.newToken }
  const telemetry = telemetryOf(world, process)
  const readReply = createReadReply({ key: signingKey, unsignedUntil: 0, now })
  return functionName === 'receive-sms'
    ? createReceiveSms({ ...common, telemetry, senderKeyOf: keyOf, deliveryTopicArn: undefined })
    : createSendReply({ ...common, telemetry, readReply })
}

/** Logs are out at once. Counts are out when the invocation ends; if its process dies before, they are lost. */
const telemetryOf = ({ timeline }: World, process: Process): Telemetry => ({
  count: (metric, value = 1) => {
    const counts = process.invocation?.counts
    counts?.set(metric, (counts.get(metric) ?? 0) + value)
  },
  log: (event, fields) => void process.invocation?.logs.push({ at: timeline.now(), event, fields }),
})
