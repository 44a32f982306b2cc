import { buy } from './on-sale.ts'

/** The setting that only AWS lines have: the country whose number the stack buys. */
export const lineShape = {
  buy: buy.optional(),
}
