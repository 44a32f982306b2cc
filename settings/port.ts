import { Refusal } from './refusal.ts'

/** The default port of the embedded cloud, for `npm start` and for the command line. */
export const defaultAwsPort = 4566

/** Parses a port from an environment variable, or returns `usual` if it is not set. Throws a `Refusal` if it is not a port. */
export const portOf = (name: string, value: string | undefined, usual: number): number => {
  if (value === undefined || value === '') return usual
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new Refusal(`${name} is ${JSON.stringify(value)}, but it must be a port from 0 to 65535.`)
}
