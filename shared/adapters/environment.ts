import type { Config } from '../rules/config.ts'

/** A variable that the stack gives to the function only if its stage needs it. */
export const optionalEnvironment = (name: string): string | undefined => process.env[name] || undefined

/** A variable that the stack gives to the function. Throws where it does not: the function can't start then. */
export const environment = (name: string): string => {
  const value = optionalEnvironment(name)
  if (value === undefined) throw new Error(`The environment variable ${name} is not set`)
  return value
}

/** The stage's config, which synth has checked. */
export const configFromEnvironment = (): Config => JSON.parse(environment('CONFIG'))
