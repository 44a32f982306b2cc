import { hour } from '../../shared/rules/timing.ts'

/** Formats the cells of tables. */

export const count = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 })
export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`
export const eur = (value: number): string => `${count(value)} EUR`
export const hours = (ms: number | undefined): string => (ms === undefined ? '–' : `${(ms / hour).toFixed(1)} h`)

export const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** The first two lines of a table. */
export const headOf = (titles: readonly string[]): readonly string[] => [
  rowOf(titles),
  `|${'---|'.repeat(titles.length)}`,
]

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
