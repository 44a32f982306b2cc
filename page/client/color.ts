/** style.css has this many colors, one for each reason for silence. */
const colors = 11

/** The CSS color of the series at this place. */
export const colorOf = (index: number): string => `var(--series-${index % colors})`

/** Resolves a CSS color for a canvas, in the page's current color scheme. */
export const resolved = (color: string): string => {
  const variable = /^var\((.+)\)$/.exec(color)?.[1]
  return variable === undefined ? color : getComputedStyle(document.documentElement).getPropertyValue(variable)
}
