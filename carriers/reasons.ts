import { wordsOfAws } from './aws/ops/reasons.ts'
import type { CarrierName } from './registry.ts'
import { wordsOfSim } from './sim/ops/reasons.ts'
import { wordsOfWhatsApp } from './whatsapp/ops/reasons.ts'

/** What a reason of each carrier means and what to do about it. */
const wordsOf: Readonly<Record<CarrierName, (reason: string) => string | undefined>> = {
  aws: wordsOfAws,
  sim: wordsOfSim,
  whatsapp: wordsOfWhatsApp,
}

/** The words of the first carrier that knows a reason; undefined if none does. */
export const carrierWordsFor = (reason: string): string | undefined =>
  Object.values(wordsOf)
    .map((words) => words(reason))
    .find((words) => words !== undefined)
