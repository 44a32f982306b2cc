import { createHash } from 'node:crypto'
import parsePhoneNumber from 'libphonenumber-js/mobile'

import { Refusal } from '../../../settings/refusal.ts'

/**
 * A person on WhatsApp. People with a username may hide their number from businesses. Each has a different id for each business
 * (Meta, business-scoped user ids).
 */
export type Person = {
  /** The number in E.164, if it is visible. */
  readonly number?: string
  readonly userId: string
}

/** Finds the person for a sender, who is a number or the id of somebody whose number is hidden. Throws a `Refusal` for anything else. */
export const personOf = (sender: string): Person => {
  if (/^\+\d{5,15}$/.test(sender)) return { number: sender, userId: userIdOf(sender) }
  if (/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/.test(sender)) return { userId: sender }
  throw new Refusal(`Nobody on WhatsApp is called ${JSON.stringify(sender)}: numbers begin with +, ids with a country.`)
}

/** The id of the person with this number. It is always the same here, so that a person can show the number first and hide it later. */
export const userIdOf = (number: string): string => {
  const hash = createHash('sha256').update(number).digest().readBigUInt64BE()
  return `${parsePhoneNumber(number)?.country ?? 'XX'}.${hash}`
}
