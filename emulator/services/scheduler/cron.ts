/** The fields and their ranges, without the day of the week, which is `?` here (user guide, schedule types). */
const ranges = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12 },
  { least: 1970, most: 2199 },
] as const

/** A minute, an hour, a day of the month, a month and a year; undefined stands for each of them. */
export type Cron = readonly (number | undefined)[]

/** Reads a cron such as `cron(0 9 1 * ? *)`. Undefined for other fields than numbers, `*` and a `?` in the fifth. */
export const readCron = (expression: string): Cron | undefined => {
  const fields = /^cron\(([^()]+)\)$/.exec(expression)?.[1]?.split(' ') ?? []
  const [dayOfWeek] = fields.splice(4, 1)
  const areKnown = fields.length === ranges.length && ranges.every((range, i) => isIn(range, fields[i] ?? ''))
  if (dayOfWeek !== '?' || !areKnown) return undefined
  return fields.map((field) => (field === '*' ? undefined : Number(field)))
}

const isIn = ({ least, most }: (typeof ranges)[number], field: string): boolean =>
  field === '*' || (/^\d{1,4}$/.test(field) && Number(field) >= least && Number(field) <= most)

/** What each field is of a time, in UTC, and when the next such minute, hour, day, month or year begins. */
const units: readonly { readonly of: (time: Date) => number; readonly after: (time: Date) => number }[] = [
  { of: (time) => time.getUTCMinutes(), after: (time) => Math.floor(time.getTime() / 60_000 + 1) * 60_000 },
  { of: (time) => time.getUTCHours(), after: (time) => Math.floor(time.getTime() / 3_600_000 + 1) * 3_600_000 },
  { of: (time) => time.getUTCDate(), after: (time) => Math.floor(time.getTime() / 86_400_000 + 1) * 86_400_000 },
  { of: (time) => time.getUTCMonth() + 1, after: (time) => Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1) },
  { of: (time) => time.getUTCFullYear(), after: (time) => Date.UTC(time.getUTCFullYear() + 1, 0) },
]

/** Finds the first whole minute after a time, in milliseconds, that fits. Undefined if none ever does. */
export const nextOf = (cron: Cron, after: number): number | undefined => {
  let time = new Date(Math.floor(after / 60_000 + 1) * 60_000)
  while (time.getUTCFullYear() <= ranges[4].most) {
    // From the year to the minute: what lies before the next year, month, day or hour is skipped at once.
    const wrong = units.findLast(({ of }, i) => cron[i] !== undefined && cron[i] !== of(time))
    if (wrong === undefined) return time.getTime()
    time = new Date(wrong.after(time))
  }
  return undefined
}
