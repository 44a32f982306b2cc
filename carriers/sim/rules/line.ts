import type { Config, Line } from '../../../shared/rules/config.ts'

/** The line of a SIM that has a number: what comes in by a phone is for no other. */
export const simLineOf = ({ lines }: Pick<Config, 'lines'>, number: string): Line | undefined =>
  lines.find((line) => line.number === number && line.carrier === 'sim')

export const hasSimLine = ({ lines }: { readonly lines: readonly Pick<Line, 'carrier'>[] }): boolean =>
  lines.some(({ carrier }) => carrier === 'sim')
