import { checkEventDestinations } from './services/end-user-messaging/sns-publisher.ts'
import type { Permissions } from './services/iam/permissions.ts'
import { checkEventSources, checkUrls } from './services/lambda/check-integrations.ts'
import { checkSubscriptions } from './services/sns/check-subscriptions.ts'
import type { Stack } from './template/stack.ts'

/** Throws a `Refusal` if the template lacks a permission that one of its services needs to call another. */
export const checkIntegrations = async (stack: Stack, permissions: Permissions): Promise<void> => {
  checkUrls(stack)
  await checkSubscriptions(stack, permissions)
  await checkEventDestinations(stack, permissions)
  await checkEventSources(stack, permissions)
}
