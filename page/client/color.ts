import type { Series } from './protocol.ts'

/** As many as style.css has: one for each reason of silence. */
const colors = 11

/** The color of a series, as CSS has it: its own, or one of the page's. */
export const colorOf = ({ color }: Pick<Series, 'color'>, index: number): string =>
  color ?? `var(--series-${index % colors})`

/** The same as a canvas needs it, in the page's present light. */
export const resolved = (color: string): string => {
  const variable = /^var\((.+)\)$/.exec(color)?.[1]
  return variable === undefined ? color : getComputedStyle(document.documentElement).getPropertyValue(variable)
}
