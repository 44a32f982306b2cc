import { CloudError } from '../../cloud-error.ts'
import type { Caller } from '../../endpoint/call.ts'
import { createJournal, type Journal, type Later } from '../../journal.ts'
import type { Resource } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { type Credentials, createClients } from '../iam/credentials.ts'
import { queue } from '../sqs/sqs.ts'
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

type FunctionsOptions = {
  readonly stack: Stack
  readonly credentials: Credentials
  readonly assetFolder: (s3Key: string) => string
  readonly outside: Addresses
  readonly later: Later
}

/** Invokes a function asynchronously. Resolves when the first attempt has finished. */
export type InvokeAsynchronously = (functionArn: string, event: unknown) => Promise<void>

const keptLogLines = 10_000

/** Creates all functions of the stack, and starts the event sources that invoke them. */
export const startFunctions = (options: FunctionsOptions) => {
  const { stack, credentials, assetFolder, outside, later } = options
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
  return {
    logs: logs as Journal<LogLine>,
    /** Finished invocations. They are not kept. */
    invocations: invocations as Journal<FinishedInvocation>,
    /** Stops the event sources of the function with this name. Resolves when all batches in progress are finished. */
    pause: async (name: string) => {
      await Promise.all(sourcesOf(name).map((source) => source.pause()))
    },
    resume: (name: string) => {
      for (const source of sourcesOf(name)) source.resume()
    },
    isPaused: (name: string) => sourcesOf(name).every((source) => source.isPaused()),
    /** Ends all execution environments of a function at once. Invocations in progress fail. */
    killWorkers: (name: string) => named(name).kill(),
    /** Issues a key with the permissions of a function, as somebody has who stole the function's own. */
    keyOf: (name: string) => credentials.issue(callerOf(named(name))),
    /** The event sources, by the UUID of their mapping. */
    sources,
    answerUrl: createFunctionUrls(stack, invoke),
    invokeAsynchronously: createAsynchronous(stack, invoke, later),
    stop: () => {
      for (const source of sources.values()) source.stop()
      for (const one of functions) one.kill()
    },
  }
}

/** The waits before the second and the third attempt (developer guide, retries with asynchronous invocation). */
const waitsMs = [60_000, 120_000]

/** Lambda repeats a failed invocation twice, or as often as the function's configuration says. */
export const createAsynchronous =
  (stack: Stack, invoke: Invoke, later: Later): InvokeAsynchronously =>
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
