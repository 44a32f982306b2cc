import { z } from 'zod'

import { configurationSet } from '../../../local/template/kinds/configuration-set.ts'
import type { Stack } from '../../../local/template/stack.ts'
import { notFound } from './failures.ts'
import { readParameters } from './read-parameters.ts'

/** The configuration sets of the stack, as deployed; those of these names or ARNs, if there are some. Throws a `ServiceFailure`. */
export const describeConfigurationSets = (stack: Stack, parameters: object, createdAt: number) => {
  const { ConfigurationSetNames: wanted = [] } = readParameters(request, parameters)
  const sets = stack.all(configurationSet)
  const unknown = wanted.find((name) => !sets.some(({ ref, arn }) => name === ref || name === arn))
  if (unknown !== undefined) throw notFound('configuration-set', unknown)
  return {
    ConfigurationSets: sets
      .filter(({ ref, arn }) => wanted.length === 0 || wanted.includes(ref) || wanted.includes(arn))
      .map(({ ref, arn, properties }) => ({
        ConfigurationSetArn: arn,
        ConfigurationSetName: ref,
        EventDestinations: properties.EventDestinations,
        CreatedTimestamp: createdAt / 1000,
      })),
  }
}

/** API reference, DescribeConfigurationSets; there is only ever one page. */
const request = z.strictObject({
  ConfigurationSetNames: z.array(z.string()).max(5).optional(),
  MaxResults: z.int().min(1).max(100).optional(),
})
