/** A minute, an hour and a day of the month; undefined stands for each hour or day. */
export type Cron = readonly (number | undefined)[]

/** Reads a cron of each hour, day or month, such as `cron(0 9 1 * ? *)`, in UTC. Undefined for any other. */
export const readCron = (expression: string): Cron | undefined => {
  const fields = /^cron\(([0-5]?\d) ([01]?\d|2[0-3]|\*) ([1-9]|[12]\d|3[01]|\*) \* \? \*\)$/.exec(expression)?.slice(1)
  return fields?.map((field) => (field === '*' ? undefined : Number(field)))
}

const hourMs = 3_600_000

/** Finds the first time after another, in milliseconds, that fits. */
export const nextOf = ([minute = 0, hour, day]: Cron, after: number): number => {
  const fits = (time: Date): boolean =>
    (hour ?? time.getUTCHours()) === time.getUTCHours() && (day ?? time.getUTCDate()) === time.getUTCDate()
  let time = Math.floor(after / hourMs) * hourMs + minute * 60_000
  while (time <= after || !fits(new Date(time))) time += hourMs
  return time
}
