import type { IncomingMessage } from 'node:http'

import type { Account } from '../account.ts'
import { type Call, textParameter } from '../endpoint/call.ts'
import { answerJson, ServiceFailure } from '../endpoint/service.ts'
import { permissionsOn } from '../iam/permissions.ts'
import { arnOf, type Place } from '../template/resource-type.ts'
import type { Stack } from '../template/stack.ts'
import type { Functions } from './functions.ts'
import { eventSourceMapping } from './resources.ts'

/** The Lambda API for account settings and event source mappings. A disabled mapping stops polling its queue. */
export const createLambda = (stack: Stack, functions: Functions, account: Account) => {
  const mappingOf = (UUID: unknown) => {
    const found = stack.all(eventSourceMapping).find(({ ref }) => ref === UUID)
    if (found === undefined)
      throw new ServiceFailure('ResourceNotFoundException', 'The resource you requested does not exist.')
    const { EventSourceArn, FunctionName, BatchSize } = found.properties
    return { UUID: found.ref, EventSourceArn, FunctionName, BatchSize }
  }
  return answerJson('lambda', {
    GetAccountSettings: () => ({
      AccountLimit: {
        ConcurrentExecutions: account.concurrency,
        UnreservedConcurrentExecutions: account.concurrency,
      },
    }),
    GetEventSourceMapping: ({ UUID }) => {
      const mapping = mappingOf(UUID)
      return { ...mapping, State: functions.isPaused(mapping.FunctionName) ? 'Disabled' : 'Enabled' }
    },
    UpdateEventSourceMapping: ({ UUID, Enabled }) => {
      const mapping = mappingOf(UUID)
      // Lambda responds before the batches in progress are finished.
      if (Enabled === false) void functions.pause(mapping.FunctionName)
      if (Enabled === true) functions.resume(mapping.FunctionName)
      return { ...mapping, State: Enabled === false ? 'Disabling' : 'Enabling' }
    },
  })
}

/** The supported routes of Lambda's REST API (API reference). */
const routes = [
  { action: 'GetEventSourceMapping', method: 'GET', path: /^\/2015-03-31\/event-source-mappings\/([\w-]+)$/ },
  { action: 'UpdateEventSourceMapping', method: 'PUT', path: /^\/2015-03-31\/event-source-mappings\/([\w-]+)$/ },
  { action: 'GetAccountSettings', method: 'GET', path: /^\/2016-08-19\/account-settings$/ },
] as const

/** Reads a request to Lambda, whose method and path name the action. Gives undefined for an action that isn't supported. */
export const lambdaRequest = (
  { method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>,
  body: string,
): Pick<Call, 'action' | 'parameters'> | undefined => {
  const path = url.replace(/\/?(\?.*)?$/, '')
  const route = routes.find((known) => known.method === method && known.path.test(path))
  if (route === undefined) return undefined
  const [, UUID] = route.path.exec(path) ?? []
  return { action: route.action, parameters: { ...JSON.parse(body || '{}'), ...(UUID !== undefined && { UUID }) } }
}

const ofMapping = (call: Call, place: Place): string =>
  arnOf('lambda', place, `event-source-mapping:${textParameter(call, 'UUID')}`)

export const lambdaPermissions = permissionsOn('lambda', {
  GetEventSourceMapping: ofMapping,
  UpdateEventSourceMapping: ofMapping,
})
