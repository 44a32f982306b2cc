/** Finds when a schedule runs next, from the time of its last run; from now, if it has not run yet. In milliseconds. */
export type NextRun = (after: number, isFirst: boolean) => number

/** Reads a rate, or a cron of each hour, day or month in UTC, as `cron(0 9 1 * ? *)`. Undefined for any other. */
export const readExpression = (expression: string): NextRun | undefined => readRate(expression) ?? readCron(expression)

const [minuteMs, hourMs] = [60_000, 3_600_000]
const unitMs: { readonly [unit: string]: number } = { minute: minuteMs, hour: hourMs, day: 24 * hourMs }

/**
 * The first run is within a minute: without a start date, a rate begins "immediately", and all runs have a "60 second
 * precision" (user guide, schedule types; read 2026-12-01). Whether `1 minutes` is refused isn't documented.
 */
const readRate = (expression: string): NextRun | undefined => {
  const rate = /^rate\((?:1 (minute|hour|day)|([2-9]|[1-9]\d+) (minute|hour|day)s)\)$/.exec(expression)
  if (rate === null) return undefined
  const [, one, value = '1', unit = one ?? ''] = rate
  const everyMs = Number(value) * (unitMs[unit] ?? 0)
  return (after, isFirst) => after + (isFirst ? minuteMs : everyMs)
}

const readCron = (expression: string): NextRun | undefined => {
  const fields = /^cron\(([0-5]?\d) ([01]?\d|2[0-3]|\*) ([1-9]|[12]\d|3[01]|\*) \* \? \*\)$/.exec(expression)?.slice(1)
  if (fields === undefined) return undefined
  const [minute = 0, hour, day] = fields.map((field) => (field === '*' ? undefined : Number(field)))
  const fits = (time: Date): boolean =>
    (hour ?? time.getUTCHours()) === time.getUTCHours() && (day ?? time.getUTCDate()) === time.getUTCDate()
  return (after) => {
    let time = Math.floor(after / hourMs) * hourMs + minute * minuteMs
    while (time <= after || !fits(new Date(time))) time += hourMs
    return time
  }
}
