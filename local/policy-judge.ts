import { runSimulation } from '@cloud-copilot/iam-simulate'
import type { Judge } from '../emulator/index.ts'
import { Refusal } from '../settings/refusal.ts'

/**
 * Judges policies with a library under the AGPL, since none with a permissive licence does it as well. Nothing else imports
 * that library: whoever starts the emulator hands it a judge, which need not be this one.
 */
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
  // The library judges whatever the policies name among all resources; AWS may judge a request for all of them on `*` itself.
  if (result.resultType === 'wildcard' && resource === '*')
    return result.results.some(
      ({ resourcePattern, analysis }) => resourcePattern === '*' && analysis.result === 'Allowed',
    )
  return result.overallResult === 'Allowed'
}
