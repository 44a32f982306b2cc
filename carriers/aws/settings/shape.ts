import { buy } from './on-sale.ts'

/** What settings may say of an AWS line: the country whose number the stack buys. */
export const lineShape = {
  buy: buy.optional(),
}
