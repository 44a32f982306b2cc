import { z } from 'zod'

import { day, hour, minute, second } from '../shared/rules/timing.ts'

const units = { s: second, min: minute, h: hour, d: day }

/** A time as people write it (`"45 min"`, `"30 d"`), read as milliseconds between `min` and `max`. */
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
