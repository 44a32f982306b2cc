import type { Settings } from '../../../settings/schema.ts'

/** A line with a SIM, and the gap between its replies. */
export type SimLine = { readonly number: string; readonly gapMs: number }

/** The lines with a SIM, in the order of settings. */
export const simLinesOf = ({ lines, budgets }: Pick<Settings, 'lines' | 'budgets'>): readonly SimLine[] =>
  lines.flatMap(({ carrier, number, budget }) =>
    carrier === 'sim' && number !== undefined ? [{ number, gapMs: budgets[budget]?.gapMs ?? 0 }] : [],
  )
