/** Formats a time for people to read, in UTC. */
export const momentOf = (time: number | string): string =>
  `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Formats a time in milliseconds for programs to read (ISO 8601). */
export const isoOf = (ms: number): string => new Date(ms).toISOString()

export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

export const table = (rows: readonly (readonly [label: string, value: string])[]): string => {
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n')
}

/** The text with control characters escaped, so that whoever wrote it can't steer the terminal that shows it. */
export const escaped = (text: string): string =>
  text.replaceAll(/\r(?!\n)|(?![\t\r\n])\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, escapeOf)

/** The text on one line, so that none of it looks like a line of ours. */
export const onOneLine = (text: string): string => escaped(text).replaceAll(/[\r\n]/g, escapeOf)

const escapeOf = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
