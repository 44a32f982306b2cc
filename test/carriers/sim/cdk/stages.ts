import { exampleWith } from '../../../cdk/synthesised.ts'

const simLine = { number: '+33639980012', carrier: 'sim', language: 'fr' }

/** The example's number, and a SIM beside it. */
export const mixed = exampleWith({ lines: [simLine, { number: '+393990000000', language: 'it' }] })

/** A SIM, and nothing that AWS sends. */
export const simOnly = exampleWith({ lines: [simLine], budgets: undefined, partPriceUsd: undefined })
