import { expect, test } from 'vitest'

import { day, hour, minute } from '../../../shared/rules/timing.ts'
import { line } from './example.ts'
import { setUp } from './polled.ts'

/** Of the texts that wait, some have no words, some can't be read at first, and some have a name with digits as their sender. */
const kindOf = (id: number) =>
  id % 50 === 7 ? 'wordless' : id % 1000 === 11 ? 'failing' : id % 10 === 3 ? 'named' : 'usual'

const unlike = { wordless: { message: null }, named: { sender: 'a0612345678' }, failing: {}, usual: {} }

/**
 * A time at an OVHcloud that takes 60 requests a minute, at which so many texts wait when it begins, and a new one comes each minute. Every
 * second of those that wait can't be deleted until `mendedAfter`.
 */
const spend = async (waiting: number, { during, mendedAfter }: { during: number; mendedAfter: number }) => {
  const number = await setUp({ requestsPerMinute: 60 })
  const { ovh, clock, published } = number
  const ids = Array.from({ length: waiting }, (_, i) => i + 1)
  for (const id of ids) number.pileUp(id, 1, unlike[kindOf(id)])
  const end = clock.now + during
  const mended = clock.now + mendedAfter
  const texts = ovh.account.incomingOf(line) ?? new Map()
  texts.delete = (id) => (id > waiting || id % 2 === 0 || clock.now > mended) && Map.prototype.delete.call(texts, id)
  const isFailing = (id: number): boolean => id <= waiting && kindOf(id) === 'failing'
  const when = ({ parameters }: { readonly parameters: object }) =>
    'id' in parameters && isFailing(Number(parameters.id))
  ovh.faults.add({ service: 'ovh', action: 'GetIncoming', when, effect: 'reset', times: 60 })
  const late: string[] = []
  while (clock.now < end) {
    const id = await number.text('+33698765432')
    const before = published.length
    await number.poll()
    if (!published.slice(before).some(({ inboundMessageId }) => inboundMessageId === id)) late.push(id)
  }
  await number.poll()
  const found = new Set(published.map(({ inboundMessageId }) => Number(inboundMessageId)))
  return {
    late,
    publishedTwice: published.length - found.size,
    published: published.length,
    notPublished: ids.filter((id) => kindOf(id) !== 'wordless' && !found.has(id)).length,
    strangers: published.filter(
      ({ originationNumber: from }) => !['+33612345678', '+33698765432', 'a0612345678'].includes(from),
    ),
    malformed: number.counted.get('TextsSilenced.malformed') ?? 0,
    kept: number.kept(),
    remembered: (await number.memory()).aside.size,
  }
}

test('a day that begins with 4,000 texts, half of which can not be deleted for four hours: each that can be read is published once, and each new one in its minute', async () => {
  const wordless = 4000 / 50
  expect(await spend(4000, { during: day, mendedAfter: 4 * hour })).toEqual({
    late: [],
    publishedTwice: 0,
    published: 4000 - wordless + day / minute,
    notPublished: 0,
    strangers: [],
    malformed: wordless,
    kept: wordless,
    remembered: wordless,
  })
})
