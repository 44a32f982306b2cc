import { CloudError } from '../../cloud-error.ts'
import type { Answer, Caller } from '../../endpoint/call.ts'
import type { FunctionUrlRequest } from '../../endpoint/function-url-request.ts'
import { createJournal, createTimers, type Journal, type Later } from '../../journal.ts'
import type { Resource } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { type AccessKey, type Credentials, createClients } from '../iam/credentials.ts'
import { queue } from '../sqs/resources.ts'
import { createEventSource, type EventSource } from './event-source.ts'
import {
  type Addresses,
  createFunction,
  type FinishedInvocation,
  type LambdaFunction,
  type LogLine,
} from './function.ts'
import { createFunctionUrls, type Invoke } from './function-urls.ts'
import { eventInvokeConfig, eventSourceMapping, lambdaFunction, type MappingProperties } from './resources.ts'

export type Functions = {
  /** The newest log lines of all functions. */
  readonly logs: Journal<LogLine>
  /** Finished invocations. They are not kept. */
  readonly invocations: Journal<FinishedInvocation>
  /** Stops the event sources of the function with this name. Resolves when all batches in progress are finished. */
  readonly pause: (functionName: string) => Promise<void>
  readonly resume: (functionName: string) => void
  readonly isPaused: (functionName: string) => boolean
  /** Ends all execution environments of a function at once. Invocations in progress fail. */
  readonly killWorkers: (functionName: string) => void
  /** Issues a key with the permissions of a function, as somebody has who stole the function's own. */
  readonly keyOf: (functionName: string) => AccessKey
}

export type FunctionsOptions = {
  readonly stack: Stack
  readonly credentials: Credentials
  readonly assetFolder: (s3Key: string) => string
  readonly outside: Addresses
}

export type RunningFunctions = Functions & {
  /** The event sources, by the UUID of their mapping. */
  readonly sources: ReadonlyMap<string, EventSource>
  /** Handles a request to a function URL. */
  readonly answerUrl: (answerUrl: FunctionUrlRequest) => Promise<Answer>
  /** Invokes a function asynchronously. Resolves when the first attempt has finished. */
  readonly invokeAsynchronously: (functionArn: string, event: unknown) => Promise<void>
  readonly stop: () => void
}

const keptLogLines = 10_000

/** Creates all functions of the stack, and starts the event sources that invoke them. */
export const startFunctions = (options: FunctionsOptions): RunningFunctions => {
  const { stack, credentials, assetFolder, outside } = options
  const { place } = stack
  const logs = createJournal<LogLine>(keptLogLines)
  const invocations = createJournal<FinishedInvocation>(0)
  const functions = stack.all(lambdaFunction).map((resource) => {
    const folder = assetFolder(resource.properties.Code.S3Key)
    return createFunction({ resource, place, credentials, outside, logs, invocations, folder })
  })
  const named = (name: string) => {
    const found = functions.find((one) => one.name === name)
    if (found === undefined) throw new CloudError(`The stack has no function ${name}.`)
    return found
  }
  const callerOf = ({ name, roleArn }: LambdaFunction): Caller => ({ kind: 'function', functionName: name, roleArn })
  const createSource = ({ properties: mapping }: Resource<MappingProperties>): EventSource => {
    const target = named(mapping.FunctionName)
    const source = stack.all(queue).find(({ arn }) => arn === mapping.EventSourceArn)
    const { sqs } = createClients(place, credentials, callerOf(target))
    return createEventSource({ mapping, target, queueUrl: source?.ref ?? '', sqs })
  }
  const sources = new Map(stack.all(eventSourceMapping).map((mapping) => [mapping.ref, createSource(mapping)]))
  const sourcesOf = (name: string) =>
    [...sources.values()].filter(({ functionName }) => functionName === named(name).name)
  const invoke: Invoke = (arn, event) => named(arn.split(':').at(-1) ?? '').invoke(event)
  const { later, stop } = createTimers()
  return {
    logs,
    invocations,
    pause: async (name) => {
      await Promise.all(sourcesOf(name).map((source) => source.pause()))
    },
    resume: (name) => {
      for (const source of sourcesOf(name)) source.resume()
    },
    isPaused: (name) => sourcesOf(name).every((source) => source.isPaused()),
    killWorkers: (name) => named(name).kill(),
    keyOf: (name) => credentials.issue(callerOf(named(name))),
    sources,
    answerUrl: createFunctionUrls(stack, invoke),
    invokeAsynchronously: createAsynchronous(stack, invoke, later),
    stop: () => {
      stop()
      for (const source of sources.values()) source.stop()
      for (const one of functions) one.kill()
    },
  }
}

/** The waits before the second and the third attempt (developer guide, retries with asynchronous invocation). */
const waitsMs = [60_000, 120_000]

/** Lambda runs a function again if it failed: twice, or as often as its configuration for asynchronous invocation says. */
export const createAsynchronous =
  (stack: Stack, invoke: Invoke, later: Later): RunningFunctions['invokeAsynchronously'] =>
  (functionArn, event) => {
    const name = functionArn.split(':').at(-1) ?? ''
    const config = stack
      .all(eventInvokeConfig)
      .find(({ properties }) => [functionArn, name].includes(properties.FunctionName))
    const waits = waitsMs.slice(0, config?.properties.MaximumRetryAttempts)
    const attempt = async ([waitMs, ...others]: readonly number[]): Promise<void> => {
      const invocation = await invoke(functionArn, event)
      if ('error' in invocation && waitMs !== undefined) later(waitMs, () => void attempt(others))
    }
    return attempt(waits)
  }
