import type { Config, Line } from '../../../shared/rules/config.ts'

/** The SIM line with this number. Lines of other carriers are ignored, because a phone only brings texts for SIM lines. */
export const simLineOf = ({ lines }: Pick<Config, 'lines'>, number: string): Line | undefined =>
  lines.find((line) => line.number === number && line.carrier === 'sim')

export const hasSimLine = ({ lines }: { readonly lines: readonly Pick<Line, 'carrier'>[] }): boolean =>
  lines.some(({ carrier }) => carrier === 'sim')
