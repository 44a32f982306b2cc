import { z } from 'zod'
import type { Account } from '../../account.ts'
import { answerJson, ServiceFailure } from '../../endpoint/answers.ts'
import { type Caller, type ServiceHandler, textParameter } from '../../endpoint/call.ts'
import type { Route } from '../../endpoint/request.ts'
import { arnOf } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { type Permissions, permissionsOn } from '../iam/permissions.ts'
import { type EventSource, isSupported } from './event-source.ts'
import { eventSourceMapping, type FunctionProperties, lambdaFunction } from './resources.ts'

type Parts = {
  readonly stack: Stack
  readonly sources: ReadonlyMap<string, EventSource>
  readonly account: Account
  readonly permissions: Permissions
}

/** The Lambda API for account settings, functions' configuration and mappings. A disabled mapping stops polling. */
export const createLambda = ({ stack, sources, account: { concurrency }, permissions }: Parts): ServiceHandler => {
  const startedAt = Date.now()
  const modifiedAt = new Map<string, number>()
  const missing = () => new ServiceFailure('ResourceNotFoundException', 'The resource you requested does not exist.')
  const mappingOf = (UUID: unknown) => {
    const found = stack.all(eventSourceMapping).find(({ ref }) => ref === UUID)
    const source = sources.get(String(UUID))
    if (found === undefined || source === undefined) throw missing()
    return { source, ...found }
  }
  /** What the API says about a mapping (API reference, EventSourceMappingConfiguration). */
  const described = (UUID: unknown, State?: string) => {
    const { ref, arn, properties, source } = mappingOf(UUID)
    return {
      UUID: ref,
      EventSourceMappingArn: arn,
      EventSourceArn: properties.EventSourceArn,
      FunctionArn: arnOf('lambda', stack.place, `function:${properties.FunctionName}`),
      MaximumBatchingWindowInSeconds: 0,
      ...source.configuration(),
      State: State ?? source.state(),
      LastModified: (modifiedAt.get(ref) ?? startedAt) / 1000,
    }
  }
  const functionOf = (name: unknown) => {
    const found = stack.all(lambdaFunction).find(({ ref }) => ref === name)
    if (found === undefined) throw missing()
    return found
  }
  /** Variables are shown to those only who may use their key (developer guide, encryption of variables). */
  const environmentFor = async (caller: Caller, { Environment, KmsKeyArn }: FunctionProperties) => {
    const context = { 'kms:ViaService': `lambda.${stack.place.region}.amazonaws.com` }
    const use = { action: 'kms:Decrypt', resource: KmsKeyArn ?? '', context }
    const denied = KmsKeyArn && (await permissions.missing(caller, use))
    const Message = `The caller is not authorized to perform: ${use.action}`
    return denied ? { Error: { ErrorCode: 'AccessDeniedException', Message } } : Environment
  }
  const answerTo = (caller: Caller) =>
    answerJson('lambda', {
      GetFunctionConfiguration: async ({ FunctionName }) => {
        const { properties } = functionOf(FunctionName)
        const { Handler, Runtime, Role, Timeout, MemorySize } = properties
        const Environment = await environmentFor(caller, properties)
        return { FunctionName, Handler, Runtime, Role, Timeout, MemorySize, Environment }
      },
      GetAccountSettings: () => ({
        AccountLimit: { ConcurrentExecutions: concurrency, UnreservedConcurrentExecutions: concurrency },
      }),
      GetFunctionConcurrency: ({ FunctionName }) => {
        const { ReservedConcurrentExecutions } = functionOf(FunctionName).properties
        return { ReservedConcurrentExecutions }
      },
      GetEventSourceMapping: ({ UUID }) => described(UUID),
      UpdateEventSourceMapping: ({
        UUID,
        Enabled,
        FunctionName,
        MaximumBatchingWindowInSeconds = 0,
        ...parameters
      }) => {
        const { source, properties } = mappingOf(UUID)
        const { data: changes } = configuration.safeParse(parameters)
        const staysHere = FunctionName === undefined || FunctionName === properties.FunctionName
        if (changes === undefined || !staysHere || MaximumBatchingWindowInSeconds !== 0)
          throw new ServiceFailure('InvalidParameterValueException', 'The emulator does not offer that change.')
        source.configure(changes)
        modifiedAt.set(String(UUID), Date.now())
        // Lambda responds before the batches in progress are finished.
        if (Enabled === false) void source.pause()
        if (Enabled === true) source.resume()
        return described(UUID, Enabled === false ? 'Disabling' : Enabled === true ? 'Enabling' : 'Updating')
      },
    })
  return (call) => answerTo(call.caller)(call)
}

const filters = z.array(z.strictObject({ Pattern: z.string() })).max(5)

/** What can be changed of a mapping (API reference, UpdateEventSourceMapping; developer guide, Lambda with SQS). */
const configuration = z.strictObject({
  // A larger batch would need a batching window.
  BatchSize: z.number().min(1).max(10).exactOptional(),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().min(2).max(1000) }).exactOptional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).max(1).exactOptional(),
  // Without filters, the object removes those that there are (developer guide, event filtering).
  FilterCriteria: z.strictObject({ Filters: filters.exactOptional() }).refine(isSupported).exactOptional(),
})

/** The supported routes of Lambda's REST API (API reference). */
export const lambdaRoutes: readonly Route[] = [
  { action: 'GetEventSourceMapping', method: 'GET', path: /^\/2015-03-31\/event-source-mappings\/(?<UUID>[\w-]+)$/ },
  { action: 'UpdateEventSourceMapping', method: 'PUT', path: /^\/2015-03-31\/event-source-mappings\/(?<UUID>[\w-]+)$/ },
  {
    action: 'GetFunctionConcurrency',
    method: 'GET',
    path: /^\/2019-09-30\/functions\/(?<FunctionName>[\w-]+)\/concurrency$/,
  },
  {
    action: 'GetFunctionConfiguration',
    method: 'GET',
    path: /^\/2015-03-31\/functions\/(?<FunctionName>[\w-]+)\/configuration$/,
  },
  { action: 'GetAccountSettings', method: 'GET', path: /^\/2016-08-19\/account-settings\/?$/ },
]

/** The settings of the account are no resource (service authorization reference). */
export const lambdaPermissions = permissionsOn('lambda', (call, place) => {
  if (call.action === 'GetAccountSettings') return '*'
  return call.action.startsWith('GetFunction')
    ? arnOf('lambda', place, `function:${textParameter(call, 'FunctionName')}`)
    : arnOf('lambda', place, `event-source-mapping:${textParameter(call, 'UUID')}`)
})
