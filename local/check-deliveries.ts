import { checkReports } from '../carriers/aws/local/deliveries.ts'
import type { Permissions } from './iam/permissions.ts'
import { checkEventSources, checkUrls } from './lambda/deliveries.ts'
import { checkSubscriptions } from './sns/deliveries.ts'
import type { Stack } from './template/stack.ts'

/** Throws a `Refusal` for anything between the services of a stack that the template forgot to allow. */
export const checkDeliveries = async (stack: Stack, permissions: Permissions): Promise<void> => {
  checkUrls(stack)
  await checkSubscriptions(stack, permissions)
  await checkReports(stack, permissions)
  await checkEventSources(stack, permissions)
}
