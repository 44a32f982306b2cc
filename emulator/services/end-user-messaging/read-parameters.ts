import type { z } from 'zod'

import { invalid } from './failures.ts'

/** Parses the parameters of an action. Throws a `ServiceFailure` that names every invalid parameter. */
export const readParameters = <T>(schema: z.ZodType<T>, parameters: object): T => {
  const { data, error } = schema.safeParse(parameters)
  if (error === undefined) return data
  const fields = error.issues.flatMap((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')]
    return names.map((Name) => ({ Name, Message: issue.message }))
  })
  throw invalid('INVALID_PARAMETER', `Invalid parameters: ${fields.map(({ Name }) => Name).join(', ')}`, fields)
}
