import { Refusal } from '../../../settings/refusal.ts'
import type { Caller } from '../../endpoint/call.ts'
import type { Permissions } from './permissions.ts'

/** Throws a `Refusal` that begins with `what` and names the missing permission, if the caller may not perform the action. */
export const assertAllowed = async (
  permissions: Permissions,
  what: string,
  caller: Caller,
  action: string,
  resource: string,
): Promise<void> => {
  const denied = await permissions.missing(caller, { action, resource })
  if (denied !== undefined)
    throw new Refusal(`${what}: the template doesn't allow ${denied.action} on ${denied.resource}.`)
}
