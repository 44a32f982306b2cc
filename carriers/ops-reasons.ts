import type { CarrierName } from '../shared/rules/carriers.ts'
import { wordsOfAws } from './aws/ops-reasons.ts'
import { wordsOfHttpSms } from './httpsms/ops-reasons.ts'
import { wordsOfOvh } from './ovh/ops-reasons.ts'
import { wordsOfWhatsApp } from './whatsapp/ops-reasons.ts'

/**
 * What the reasons of each carrier mean, and what to do about them. They are apart from the other operations, because all of these explain
 * their errors by them.
 */
const wordsOf: Readonly<Record<CarrierName, (reason: string) => string | undefined>> = {
  aws: wordsOfAws,
  ovh: wordsOfOvh,
  httpsms: wordsOfHttpSms,
  whatsapp: wordsOfWhatsApp,
}

/** Asks each carrier what a reason means, and returns the first answer. Returns undefined if no carrier knows it. */
export const carrierWordsFor = (reason: string): string | undefined =>
  Object.values(wordsOf)
    .map((words) => words(reason))
    .find((words) => words !== undefined)
