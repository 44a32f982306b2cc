import { writeFileSync } from 'node:fs'

import { Refusal } from '../../settings/refusal.ts'
import type { BudgetLimits } from '../../shared/rules/policy.ts'
import { writeEvidence } from '../evidence.ts'
import type { Account, Scene } from './account.ts'
import { replayFirstNumber } from './answering-number.ts'
import { figuresOf } from './figures.ts'
import { replay } from './number.ts'
import { readOptions } from './options.ts'
import { replayPeer } from './peer.ts'
import { pictureOf } from './picture.ts'
import { type Result, tableOf } from './table.ts'
import { sceneOf, variants } from './variants.ts'

const budgets: { readonly [name: string]: BudgetLimits } = {
  '100 parts an hour, 1,000 a day, 10,000 a month': { hour: 100, day: 1000, month: 10_000 },
  '400 parts an hour, 4,000 a day, 40,000 a month': { hour: 400, day: 4000, month: 40_000 },
}

const pictured = { variant: '20,000 numbers', budget: '400 parts an hour, 4,000 a day, 40,000 a month' }
const picturePage = new URL('../../docs/siege.svg', import.meta.url)

const main = async (): Promise<void> => {
  const { seed, json, evidence } = readOptions(process.argv.slice(2))
  const results: Result[] = []
  for (const variant of variants) {
    const scene = sceneOf(variant, seed)
    for (const [name, budget] of Object.entries(budgets)) {
      const accounts = await replayAll(scene, budget, seed)
      const result = { variant: variant.name, budget: name, numbers: mapValues(accounts, figuresOf) }
      results.push(result)
      if (!json) console.log(tableOf(result))
      if (evidence && variant.name === pictured.variant && name === pictured.budget)
        writeFileSync(picturePage, pictureOf(accounts))
    }
  }
  if (json) console.log(JSON.stringify({ seed, results }, null, 2))
  if (evidence) writeEvidence('siege', [introduction(seed), ...results.map(tableOf)].join('\n'))
}

const replayAll = async (
  scene: Scene,
  budget: BudgetLimits,
  seed: number,
): Promise<Readonly<Record<string, Account>>> => ({
  'this number': await replay(scene, { budget, siegeRule: true, seed }),
  'without the siege rule': await replay(scene, { budget, siegeRule: false, seed }),
  'the peer': await replayPeer(scene, budget),
  'the number of 2017': await replayFirstNumber(scene),
})

const mapValues = <From, To>(from: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value)]))

const introduction = (
  seed: number,
): string => `Seed ${seed}; the traffic is [our guess](../bench/siege/traffic.ts) at what the press described, in Paris time: 8,000 genuine texts from
28 to 30 October 2017, and [20,000 abusive ones](../bench/siege/abuse.ts) from 16:00 to 20:00 on the 30th. Unless a heading says otherwise they come in bursts of
a thousand within a minute, three in five of them pasted word for word from one of six texts. A genuine sender is counted where his first text falls; the delay is that of
genuine texts from 16:00 to 20:00. Received SMS cost 0.0075 EUR, parts sent 0.07627 EUR; the share behind the abuse's cost is of what two parts to each abusive text would have cost.
AWS is its list price without SMS and without what a month costs anyway; each invocation is assumed to take 50 ms.

The peer answers within fixed windows for each sender and for all, as [rate-limiter-flexible](https://github.com/animir/node-rate-limiter-flexible) counts them; what they refuse is silent. The number of 2017 answers everything, with two parts.
With the smaller budget the genuine texts alone are a siege: 2,667 a day want 1,000 parts.

![Texts, replies and the cost of answering abuse on 30 October 2017](siege.svg)
`

try {
  await main()
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(error.message)
  process.exit(2)
}
