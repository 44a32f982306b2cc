import { z } from 'zod'

import { buy } from './on-sale.ts'

/** What settings may say of a line of AWS: the id of its number, or the country whose number the stack buys instead. */
export const lineShape = {
  phoneNumberId: z
    .string()
    .regex(/^phone-\w+$/, 'must be an id of AWS such as "phone-0123abcd"')
    .optional(),
  buy: buy.optional(),
}
