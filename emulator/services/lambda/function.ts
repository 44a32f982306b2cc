import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CloudError } from '../../cloud-error.ts'
import type { WritableJournal } from '../../journal.ts'
import type { Place, Resource } from '../../template/resource-type.ts'
import type { AccessKey, Credentials } from '../iam/credentials.ts'
import { type ExecutionEnvironment, type Invocation, startEnvironment } from './execution-environment.ts'
import type { FunctionProperties } from './resources.ts'
import type { InvocationError, WorkerData } from './worker.ts'

/** A log line, written by a function or by Lambda's runtime. */
export type LogLine = { readonly at: string; readonly functionName: string; readonly line: string }

/** An invocation that has succeeded or failed. */
export type FinishedInvocation = { readonly functionName: string; readonly failed: boolean }

export type LambdaFunction = ReturnType<typeof createFunction>

/** Addresses outside AWS, by variable. The access key in them says who asks, which services' own keys don't. */
export type Addresses = (accessKeyId: string) => { readonly [variable: string]: string }

type LambdaOptions = {
  readonly resource: Resource<FunctionProperties>
  readonly place: Place
  readonly folder: string
  readonly credentials: Credentials
  readonly outside: Addresses
  readonly logs: WritableJournal<LogLine>
  readonly invocations: WritableJournal<FinishedInvocation>
}

export const createFunction = (options: LambdaOptions) => {
  const { resource, place, credentials, logs, invocations } = options
  const { ref: name, properties } = resource
  const data = workerData(options)
  const environments = new Set<ExecutionEnvironment>()
  const idle: ExecutionEnvironment[] = []
  const log = (line: string) => logs.append({ at: new Date().toISOString(), functionName: name, line })

  const start = (): ExecutionEnvironment => {
    const key = credentials.issue({
      kind: 'function',
      functionName: name,
      roleArn: properties.Role,
      kill: () => environment.kill(),
    })
    const variables = functionVariables(resource, place, key, options.outside(key.accessKeyId))
    const environment = startEnvironment({ data, variables, timeoutMs: properties.Timeout * 1000, log })
    environments.add(environment)
    return environment
  }
  const warm = (): ExecutionEnvironment | undefined => {
    const environment = idle.pop()
    return environment?.dead() ? warm() : environment
  }
  return {
    name,
    roleArn: properties.Role,
    kill: (): void => {
      for (const environment of environments) environment.kill()
    },
    /** Handles an event in an idle execution environment, or in a new one. Never throws. */
    invoke: async (event: unknown): Promise<Invocation> => {
      const requestId = randomUUID()
      const environment = warm() ?? start()
      const invocation = await environment.invoke(JSON.stringify(event), requestId)
      const failed = 'error' in invocation
      invocations.append({ functionName: name, failed })
      if (failed) log(errorLine(requestId, invocation.error))
      if (environment.dead()) environments.delete(environment)
      else idle.push(environment)
      return invocation
    },
  }
}

const workerData = ({ resource, folder }: LambdaOptions): WorkerData => {
  const { logicalId, ref, arn, properties } = resource
  const [file = '', exportName = ''] = properties.Handler.split('.')
  const path = join(folder, `${file}.mjs`)
  if (!existsSync(path)) throw new CloudError(`${logicalId} can't run: there is no ${file}.mjs in ${folder}.`)
  const entry = pathToFileURL(path).href
  return { entry, exportName, functionName: ref, functionArn: arn, memoryMb: properties.MemorySize }
}

/** The format in which Lambda's runtime logs an error as JSON (developer guide, log formats). */
const errorLine = (requestId: string, { type, message, stack }: InvocationError): string =>
  JSON.stringify({
    timestamp: new Date().toISOString(),
    level: 'ERROR',
    requestId,
    message: { errorType: type, errorMessage: message, stackTrace: stack },
  })

/** The log group of a function, by default named after it (developer guide, log groups). */
export const logGroupOf = (name: string, { LoggingConfig }: FunctionProperties): string =>
  LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`

/** The variables of the template, and those that Lambda sets (developer guide, environment variables). */
const functionVariables = (
  { ref, properties }: Resource<FunctionProperties>,
  { endpoint, region }: Place,
  key: AccessKey,
  outside: ReturnType<Addresses>,
): { readonly [name: string]: string } => ({
  ...properties.Environment.Variables,
  AWS_ACCESS_KEY_ID: key.accessKeyId,
  AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
  AWS_SESSION_TOKEN: key.accessKeyId,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${properties.Runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: ref,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_FORMAT: properties.LoggingConfig?.LogFormat ?? 'Text',
  AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(ref, properties),
  AWS_LAMBDA_LOG_STREAM_NAME: `embedded/[$LATEST]${key.accessKeyId}`,
  _HANDLER: properties.Handler,
  TZ: ':UTC',
  LANG: 'en_US.UTF-8',
  // Unlike on AWS: the endpoints of services, and no configuration files, so that the user's have no effect.
  AWS_ENDPOINT_URL: endpoint,
  ...Object.fromEntries(Object.entries(outside).filter(([name]) => name in properties.Environment.Variables)),
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
})
