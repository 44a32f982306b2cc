import type { Config } from '../rules/config.ts'

/** An environment variable that the stack sets only for stages that need it. */
export const optionalEnvironment = (name: string): string | undefined => process.env[name] || undefined

/** A required environment variable. Throws if it is not set, so that the function fails at start. */
export const environment = (name: string): string => {
  const value = optionalEnvironment(name)
  if (value === undefined) throw new Error(`The environment variable ${name} is not set`)
  return value
}

/** The stage's config. It is not validated here, because synthesis has validated it. */
export const configFromEnvironment = (): Config => JSON.parse(environment('CONFIG'))
