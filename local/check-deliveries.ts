import { checkReports } from '../carriers/aws/local/deliveries.ts'
import type { Permissions } from './iam/permissions.ts'
import { checkEventSources, checkUrls } from './lambda/deliveries.ts'
import { checkSubscriptions } from './sns/deliveries.ts'
import type { Stack } from './template/stack.ts'

/** Throws a `Refusal` if the template lacks a permission that one of its services needs to call another. */
export const checkDeliveries = async (stack: Stack, permissions: Permissions): Promise<void> => {
  checkUrls(stack)
  await checkSubscriptions(stack, permissions)
  await checkReports(stack, permissions)
  await checkEventSources(stack, permissions)
}
