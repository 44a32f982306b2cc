import { z } from 'zod'

import type { Stack } from '../../template/stack.ts'
import { configurationSet } from './configuration-set.ts'
import { notFound } from './failures.ts'
import { readParameters } from './read-parameters.ts'

/**
 * The configuration sets with these names, as the template defines them. Throws a `ServiceFailure` for invalid parameters and
 * unknown names.
 */
export const describeConfigurationSets = (stack: Stack, parameters: object, createdAt: number) => ({
  ConfigurationSets: readParameters(request, parameters).ConfigurationSetNames.map((name) => {
    const found = stack.all(configurationSet).find(({ ref }) => ref === name)
    if (found === undefined) throw notFound('configuration-set', name)
    return {
      ConfigurationSetArn: found.arn,
      ConfigurationSetName: name,
      EventDestinations: found.properties.EventDestinations,
      CreatedTimestamp: createdAt / 1000,
    }
  }),
})

/** The request (API reference, DescribeConfigurationSets). */
const request = z.strictObject({ ConfigurationSetNames: z.array(z.string()).min(1).max(5) })
