import { Refusal } from './refusal.ts'

/** Where `npm start` has its AWS, and the command line looks for it. */
export const defaultAwsPort = 4566

/** The port that a variable of the environment names; `usual` if it is not set. Throws a `Refusal` if it is no port. */
export const portOf = (name: string, value: string | undefined, usual: number): number => {
  if (value === undefined || value === '') return usual
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new Refusal(`${name} is ${JSON.stringify(value)}, but it must be a port from 0 to 65535.`)
}
