import { z } from 'zod'

import { day, hour, minute, second } from '../shared/rules/timing.ts'

const units = { s: second, min: minute, h: hour, d: day }

/** A schema for a duration as people write it, such as `"45 min"` or `"30 d"`, from `min` to `max`. The output is in milliseconds. */
export const duration = (min: string, max: string) =>
  z
    .string({ error: shape })
    .regex(/^\d{1,6} (s|min|h|d)$/, { error: shape, abort: true })
    .transform(milliseconds)
    .refine((ms) => ms >= milliseconds(min) && ms <= milliseconds(max), { error: `must be from "${min}" to "${max}"` })

const shape = 'must be a number and a unit, such as "45 min": s, min, h or d'

const milliseconds = (text: string): number => {
  const [amount, unit] = text.split(' ')
  return Number(amount) * units[unit as keyof typeof units]
}
