import type { Settings } from '../../settings/schema.ts'

/** A line that has a SIM, and how far apart its replies are due. */
export type Sim = { readonly number: string; readonly gapMs: number }

export const simsOf = ({ lines, budgets }: Pick<Settings, 'lines' | 'budgets'>): readonly Sim[] =>
  lines.flatMap(({ carrier, number, budget }) =>
    carrier === 'sim' && number !== undefined ? [{ number, gapMs: budgets[budget]?.gapMs ?? 0 }] : [],
  )
