import type { Caller } from '../../endpoint/call.ts'
import type { Place } from '../../template/resource-type.ts'

/** The principal of a caller, as IAM and STS name it: an ARN, or the name of an AWS service. */
export const principalOf = (caller: Caller, { accountId }: Pick<Place, 'accountId'>): string => {
  if (caller.kind === 'service') return caller.principal
  if (caller.kind === 'owner') return `arn:aws:iam::${accountId}:root`
  if (caller.kind === 'person') return `arn:aws:iam::${accountId}:user/${caller.policyArn.split('/').at(-1)}`
  return `arn:aws:sts::${accountId}:assumed-role/${caller.roleArn.split('/').at(-1)}/${caller.functionName}`
}
