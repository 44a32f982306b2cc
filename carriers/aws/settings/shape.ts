import { buy } from './on-sale.ts'

/** What settings may say of a line of AWS: the country whose number the stack buys. */
export const lineShape = {
  buy: buy.optional(),
}
