import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { type CarrierName, carrierNames } from '../../carriers/registry.ts'
import { bundleFolder } from '../../cdk/bundles.ts'
import { functionsOf } from '../../cdk/functions.ts'

/** The code of all functions, bundled for a stage with a line of one carrier. */
const bundledFor = (carrier: CarrierName): string =>
  functionsOf([carrier])
    .map((name) => readFileSync(`${bundleFolder(name, [carrier])}/index.mjs`, 'utf8'))
    .join('\n')

/** What only a carrier's own code contains. */
const marks = {
  aws: ['SendTextMessage'],
  sim: ['/v1/messages/send', 'GetSecretValue'],
  whatsapp: ['SendWhatsAppMessage', 'whatsAppWebhookEntry'],
} as const satisfies Readonly<Record<CarrierName, readonly string[]>>

test.each(carrierNames)('the bundles of a stage with %s contain its code, and none of another carrier', (carrier) => {
  const code = bundledFor(carrier)
  for (const name of carrierNames)
    for (const mark of marks[name]) expect([mark, code.includes(mark)]).toEqual([mark, name === carrier])
})
