import { expect, test } from 'vitest'
import { table } from '../../lab/program.ts'
import { describeState } from '../../ops/overall-state.ts'
import type { SendResult } from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'
import { lineRefusedBy, metricNames } from '../../shared/rules/telemetry.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { alarmsOf, ringingMinutes } from '../cdk/monitored.ts'
import { createVirtualNumber, line, spent, stranger, throttled } from '../functions/virtual-number.ts'
import { example } from '../settings/checked.ts'
import { writtenInto } from './page.ts'

/*
 * Silences all texts of a number in each of these ways, at a steady pace, and writes into docs/silence.md (with -u)
 * what rings first, after how long, and what status says at the end. Beats are taken to come through.
 */

type Way = {
  readonly from?: (n: number) => string
  readonly to?: string
  readonly words?: string
  readonly lateMs?: number
  readonly config?: Partial<Config>
  readonly answer?: SendResult
}

/** What goes wrong, in the words of the page, and how. */
const ways: { readonly [wrong: string]: Way } = {
  'Senders are masked: `+336123#####`': { from: (n) => stranger(n).replace(/\d{5}$/, '#####') },
  'Senders are redacted: `[redacted]`': { from: () => '[redacted]' },
  'Senders are opaque ids': { from: (n) => `f3a1c0de-0000-4000-8000-0000000000${10 + n}` },
  'Senders are missing': { from: () => '' },
  'Senders are of a mobile range that is too new': { from: (n) => `+33812${100_000 + n}` },
  'Numbers have lost their country: `06…`': { from: (n) => stranger(n).replace('+33', '0') },
  'A phone’s clock is 49 hours late': { lateMs: 49 * hour },
  'Each text is taken for a STOP': { words: 'STOP' },
  'The own country is missing in settings': { config: { countries: ['BE'] } },
  'Texts name a line that we don’t have': { to: '+33699999999' },
  'Sends are throttled for good': { answer: throttled },
  'Sends are refused for good': { answer: spent },
  'Senders are short codes': { from: () => '36000' },
  'No text arrives, as SNS denies AWS': {},
}
const deaf = 'No text arrives, as SNS denies AWS'

const alarms = alarmsOf(example)
const named = ['malformed-texts', 'line-refused', 'replies-refused', 'lost-replies']

const look = async (way: Way, textsADay: number, arrives: boolean) => {
  const { from = stranger, to = line, words = 'Salut', lateMs, config = {}, answer } = way
  const number = createVirtualNumber({ config })
  if (answer !== undefined) number.hooks.answerTo = () => answer
  const [days, every] = [textsADay === 1 ? 4 : 2, day / textsADay]
  for (let n = 0; n < days * textsADay; n++) {
    const receivedAt = lateMs === undefined ? undefined : number.clock.now - lateMs
    if (arrives) number.text(from(n), words, { to, receivedAt })
    await number.pass(every)
  }
  const rings = named.flatMap((name) => {
    const [first] = ringingMinutes(alarms, name, number.emitted, days * 24 * 60)
    return first === undefined ? [] : [{ name: name.replace('-', ' '), first }]
  })
  const [earliest] = rings.toSorted((a, b) => a.first - b.first)
  return { rings: earliest && `${earliest.name} ${(earliest.first / 60).toFixed(1)} h`, number, days }
}

/** What status says, but for alarms. */
const stateAfter = ({ number, days }: Awaited<ReturnType<typeof look>>) => {
  const now = days * 24 * 60
  const sum = (name: string, from: number, to = now) =>
    (number.emitted[name] ?? []).reduce((all, [at, value]) => (at >= from && at < to ? all + value : all), 0)
  const at = new Date(number.clock.now).toISOString()
  const lineRefusedAt = number.emitted[lineRefusedBy('aws')]?.at(-1)?.[0] ?? 0
  const [says = ''] = describeState(
    {
      ...{ at, deployedAt: at, lastBeat: at, lastHeard: at, mailed: true, paused: false, debts: [], alarms: [] },
      refused: lineRefusedAt > now - 180,
      lastDay: {
        booked: sum(metricNames.repliesBooked, now - 24 * 60),
        refused: sum(metricNames.textsRefused, now - 24 * 60),
      },
      repliesUnsent: number.phones.length > 0 ? 0 : sum(metricNames.repliesBooked, 0, now - 135),
      deadLetters: { texts: 0, replies: 0, undelivered: 0 },
    },
    'en',
  ).split(/[:.]/)
  return says
}

test('docs/silence.md says what rings, and what status says, if all texts are silenced in each of these ways', async () => {
  const rows = await Promise.all(
    Object.entries(ways).map(async ([wrong, way]) => {
      const [thirty, three, one] = await Promise.all([30, 3, 1].map((texts) => look(way, texts, wrong !== deaf)))
      return [wrong, ...[thirty, three, one].map((at) => at?.rings ?? 'nothing'), one ? stateAfter(one) : '']
    }),
  )
  const head = ['what goes wrong', '30 texts a day', '3', '1', '`status` after four days of one']
  await expect(writtenInto('silence.md', 'texts', table(head, rows))).toMatchFileSnapshot('../../docs/silence.md')
})
