import type { Settings } from '../../../settings/schema.ts'

/** A line with a SIM, and how far apart its replies are due. */
export type SimLine = { readonly number: string; readonly gapMs: number }

/** In the order of settings. */
export const simLinesOf = ({ lines, budgets }: Pick<Settings, 'lines' | 'budgets'>): readonly SimLine[] =>
  lines.flatMap(({ carrier, number, budget }) =>
    carrier === 'sim' && number !== undefined ? [{ number, gapMs: budgets[budget]?.gapMs ?? 0 }] : [],
  )
