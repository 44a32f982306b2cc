import type { Policy } from '../rules/policy.ts'

/** A variable that the stack gives to the function. Throws where it does not: the function can't start then. */
export const environment = (name: string): string => {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set`)
  return value
}

/** The stage's policy, which synth has checked. */
export const policyFromEnvironment = (): Policy => JSON.parse(environment('POLICY'))
