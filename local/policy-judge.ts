import { runSimulation } from '@cloud-copilot/iam-simulate'
import type { Judge } from '../emulator/index.ts'
import { Refusal } from '../settings/refusal.ts'

/** Judges with a library under the AGPL, which nothing else imports: an emulator can be given another judge. */
export const judgePolicies: Judge = async (asked) => {
  const { principal, action, resource, accountId, context, identityPolicies, resourcePolicy } = asked
  const result = await runSimulation(
    {
      request: { principal, action, resource: { resource, accountId }, contextVariables: context },
      identityPolicies: identityPolicies.map((policy, i) => ({ name: String(i), policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy,
    },
    {},
  )
  if (result.resultType === 'error')
    throw new Refusal(`The policies for ${action} on ${resource} can't be judged: ${result.errors.message}.`)
  // The library judges all that policies name; AWS may judge a request for all resources on `*` itself.
  if (result.resultType === 'wildcard' && resource === '*')
    return result.results.some((one) => one.resourcePattern === '*' && one.analysis.result === 'Allowed')
  return result.overallResult === 'Allowed'
}
