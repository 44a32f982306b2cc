import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { hour, minute } from '../../shared/rules/timing.ts'
import { type Kept, lines, live, openNumber, people } from './number.ts'

const cwd = fileURLToPath(new URL('.', import.meta.url))
const releases = globSync('*.json', { cwd })
  .map((file) => ({ version: file.replace('.json', ''), kept: JSON.parse(readFileSync(cwd + file, 'utf8')) as Kept }))
  .toSorted((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }))

const open = async (kept: Kept) => {
  const number = await openNumber(kept)
  onTestFinished(number.close)
  return number
}

describe.each(releases)('what $version kept is read by this version:', ({ kept }) => {
  test('who was answered, blocked or said STOP gets silence, and a siege prefers whom it turned away', async () => {
    const { text, clock } = await open(kept)
    const again = { id: 'again' }
    clock.now += 10 * minute
    expect(await text(people.answered, again)).toBe('answered-recently')
    expect(await text(people.named, again)).toBe('answered-recently')
    expect(await text(people.named, { ...again, ...lines[1], shows: 'id' })).toBe('answered-recently')
    expect(await text(people.stopped, again)).toBe('opted-out')
    expect(await text(people.flooding, again)).toBe('blocked')
    expect(await text(people.blockedByHand, again)).toBe('blocked')
    const newcomers = Array.from({ length: 5 }, (_, i) => `+3361200009${i}`)
    const look = async (people: readonly string[]) => {
      const verdicts: unknown[] = []
      for (const from of people) verdicts.push(await text(from, again))
      return verdicts
    }
    // The first two find room, and the others wait, until at the third look there is room for one.
    const first = await look([...newcomers.slice(0, 4), people.turnedAway])
    expect(first).toEqual(['reply', 'reply', ...Array(3).fill(undefined)])
    clock.now += 20 * minute
    expect(await look([people.turnedAway, ...newcomers.slice(2)])).toEqual(Array(4).fill(undefined))
    clock.now += 20 * minute
    expect(await look(newcomers.slice(3, 4))).toEqual([undefined])
    expect(await look([people.turnedAway])).toEqual(['reply'])
  })

  test('replies leave once, and a cancelled one never', async () => {
    const { clock, deliver, phones, outcomes, text, queue } = await open(kept)
    const waiting = queue.length
    await text(people.answered)
    await text(people.uncertain)
    expect(queue).toHaveLength(waiting)
    await text(people.waiting)
    expect(queue).toHaveLength(waiting + 1)
    clock.now += minute
    // The rest of its carrier, which that version noted, isn't obeyed: rests are those of lines now.
    await deliver()
    expect(phones).toEqual([people.flooding])
    clock.now += 6 * hour
    for (let i = 0; i < 5; i++) await deliver()
    expect(phones.toSorted()).toEqual([people.flooding, people.waiting, people.named].toSorted())
    expect(outcomes()['text-33612000006']).toBe('cancelled')
    expect(queue).toEqual([])
  })

  test('a reply expires when its carrier takes it no more', async () => {
    const { clock, deliver, phones } = await open(kept)
    clock.now += 24 * hour
    await deliver()
    expect(phones).toContain(people.waiting)
    expect(phones).not.toContain(people.named)
  })

  test('budgets count what is booked, and the carrier’s ids of replies lead to their texts', async () => {
    const { budgets, claims } = await open(kept)
    expect(await budgets.read('default', '2026-11', 'consistent')).toMatchObject({ month: 6, d24: 6 })
    expect(await claims.inboundIdOf('reply-to-33612000001')).toBe('text-33612000001')
  })
})

// Whoever goes back has the last release read what this version wrote: it misses what is no longer there.
test('this version keeps all that the last release kept, in the same form, so that one can go back', async () => {
  const last = releases.at(-1)
  if (last === undefined) throw new Error('There is no release to compare with.')
  expect(formOf(await live())).toMatchObject(formOf(last.kept))
})

/** The types of all attributes, by kind of item, and the fields of replies. */
const formOf = ({ items, replies }: Kept) => {
  const kinds = Map.groupBy(items, ({ pk }) => pk?.S?.split('#')[0] ?? '')
  const attributes = [...kinds].map(([kind, some]) => [kind, formOfMembers(some)])
  return { ...Object.fromEntries(attributes), replies: formOfReplies(replies) }
}

const formOfMembers = (maps: readonly Record<string, AttributeValue>[]): object =>
  Object.fromEntries(
    maps.flatMap((map) =>
      Object.entries(map).map(([name, value]) => [/\d/.test(name) ? 'by id' : name, formOfValue(value)]),
    ),
  )

const formOfValue = ({ S, N, L, M }: AttributeValue): unknown => {
  if (L !== undefined) return L.map(formOfValue)
  if (M !== undefined) return formOfMembers([M])
  return S === undefined ? typeof N : typeof S
}

const formOfReplies = (bodies: readonly string[]): object =>
  Object.fromEntries(
    bodies.flatMap((body) =>
      Object.entries(parseJson(body) ?? {}).map(([name, value]) => [name, name === 'format' ? value : typeof value]),
    ),
  )
