import { z } from 'zod'

import { settingsSchema } from './schema.ts'

type Described = {
  readonly properties?: Readonly<Record<PropertyKey, Described>>
  readonly additionalProperties?: Described
  readonly propertyNames?: { readonly enum?: readonly string[] }
  readonly items?: Described
}

/** The names of the settings that the schema allows at a path. */
export const keysAt = (path: readonly PropertyKey[]): readonly string[] => {
  const root = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' }) as Described
  const { properties, propertyNames } = path.reduce<Described>(
    (at, key) => at.items ?? at.properties?.[key] ?? at.additionalProperties ?? {},
    root,
  )
  return Object.keys(properties ?? {}).concat(propertyNames?.enum ?? [])
}
