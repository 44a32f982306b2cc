import { exampleWith } from '../../../cdk/synthesised.ts'

const simLine = { number: '+33639980012', carrier: 'sim', language: 'fr' }

/** The stage `example` with an additional SIM line. */
export const mixed = exampleWith({ lines: [simLine, { number: '+393990000000', language: 'it' }] })

/** The stage `example` with a SIM line only. */
export const simOnly = exampleWith({ lines: [simLine], budgets: undefined, partPriceUsd: undefined })
