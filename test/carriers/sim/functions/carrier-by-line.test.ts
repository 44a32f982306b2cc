import { expect, test } from 'vitest'

import { carrierByLine } from '../../../../functions/send-reply/carrier-by-line.ts'
import type { Carrier, CarrierAnswer } from '../../../../shared/ports.ts'
import type { Line } from '../../../../shared/rules/config.ts'

const [awsLine, simLine, formerLine] = ['+32460000000', '+33639980012', '+33639980099']
const lines: readonly Line[] = [
  { number: awsLine, language: 'fr', budget: 'default', carrier: 'aws' },
  { number: simLine, language: 'fr', budget: 'sim-12', carrier: 'sim' },
]
const carrier = (isThere: boolean, answer: CarrierAnswer): Carrier => ({
  isReady: async () => isThere,
  send: async () => answer,
})
const accepted = { kind: 'accepted' } as const
const rejected = { kind: 'rejected', reason: 'INVALID' } as const
const smsFrom = (from: string) => ({ inboundId: 'text 1', from, to: '+33612345678', text: 'Salut', maxPriceUsd: 0.08 })

test('a line that is no longer in settings is left to AWS, which refuses it', async () => {
  const byLine = carrierByLine({ lines }, { aws: carrier(true, rejected), sim: carrier(true, accepted) })
  expect([await byLine.isReady(formerLine), await byLine.send(smsFrom(formerLine))]).toEqual([true, rejected])
})

test('a line whose carrier is missing causes an error', async () => {
  const byLine = carrierByLine({ lines }, { aws: carrier(true, accepted) })
  await expect(byLine.isReady(simLine)).rejects.toThrow('a carrier that this function was not given')
})
