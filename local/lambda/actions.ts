import { type Account, accountSettings } from '../account.ts'
import { answerJson, ServiceFailure } from '../endpoint/service.ts'
import type { Stack } from '../template/stack.ts'
import type { Functions } from './functions.ts'
import { eventSourceMapping } from './resources.ts'

/** The part of Lambda that is about what feeds a function. A mapping that is disabled receives nothing any more. */
export const createLambda = (stack: Stack, functions: Functions, account: Account) => {
  const mappingOf = (UUID: unknown) => {
    const found = stack.all(eventSourceMapping).find(({ ref }) => ref === UUID)
    if (found === undefined)
      throw new ServiceFailure('ResourceNotFoundException', 'The resource you requested does not exist.')
    const { EventSourceArn, FunctionName, BatchSize } = found.properties
    return { UUID: found.ref, EventSourceArn, FunctionName, BatchSize }
  }
  return answerJson('lambda', {
    GetAccountSettings: () => accountSettings(account),
    GetEventSourceMapping: ({ UUID }) => {
      const mapping = mappingOf(UUID)
      return { ...mapping, State: functions.isPaused(mapping.FunctionName) ? 'Disabled' : 'Enabled' }
    },
    UpdateEventSourceMapping: ({ UUID, Enabled }) => {
      const mapping = mappingOf(UUID)
      // Lambda answers before what is being handled has ended.
      if (Enabled === false) void functions.pause(mapping.FunctionName)
      if (Enabled === true) functions.resume(mapping.FunctionName)
      return { ...mapping, State: Enabled === false ? 'Disabling' : 'Enabling' }
    },
  })
}
