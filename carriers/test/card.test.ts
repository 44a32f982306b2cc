import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { drawLeaflet } from '../../ops/card/leaflet/leaflet.ts'
import { drawSheet } from '../../ops/card/sheet.ts'
import { operations } from '../../ops/run.ts'
import { readSettings } from '../../settings/read.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { languages } from '../../shared/rules/messages.ts'
import { readPrinted, seenIn, subjectOf } from '../../test/ops/card/drawn.ts'
import { runOn } from '../../test/ops/machine.ts'

const drawn = { number: '+33639980021', language: 'fr', countries: ['FR'], sample: false } as const
const names = Array.from({ length: 8 }, () => 'Lou')

describe.each(carrierNames.filter((name) => operations[name].cardRemark !== undefined))('a number at %s', (name) => {
  const stage = `local-${name}`
  const line = readSettings(stage).lines.find(({ carrier }) => carrier === name)
  const remark = operations[name].cardRemark?.({})
  const said = (text = '') => text.replaceAll("'", '’')

  test('has its network under it and in the contact, and in the file for phones what to know first', async () => {
    const { text, codes } = readPrinted(await drawSheet({ ...drawn, names, remark }))
    const network = remark?.network ?? ''
    expect(text.split(`0639980021${network}`)).toHaveLength(8 + 1)
    for (const language of languages) {
      const seen = seenIn(drawLeaflet(subjectOf({ ...(remark && { remark }) }), [language]))
      expect(seen).toContain(said(remark?.warning[language]))
    }
    expect(codes[0]).toContain(`\r\nFN:${`Lou ${network}`.trim()}\r\n`)
  })

  test.skipIf(remark?.besides === undefined)('is known to card, and a leaflet says under it what it is', async () => {
    const { out } = await runOn({}, ['card', '--page', '--stage', stage, '--number', line?.number ?? ''])
    const [, under = ''] = seenIn(readFileSync(out.replace(/: .*$/s, ''), 'utf8')).split(said(remark?.warning.fr))
    expect(under).toContain(said(remark?.besides?.fr))
  })
})

describe.each([['a sheet'], ['a file for phones', '--page']])('who draws %s and has several numbers', (_, ...args) => {
  const stage = `local-${carrierNames.find((name) => name !== 'aws')}`
  const numbers = readSettings(stage).lines.map(({ number = '' }) => number)
  const card = (...more: readonly string[]) => runOn({}, ['card', '--stage', stage, ...more, ...args])

  test('is asked for which one, with the exit code of a mistyped command', async () => {
    const several = `${stage} has several numbers, so add --number with the one to give out: ${numbers.join(', ')}.\n`
    expect(await card()).toEqual({ exitCode: 2, out: '', err: several })
  })

  test('gets another file for another number of the same language, whose name shows no number', async () => {
    const files = numbers.map(async (number) => {
      const { out } = await card('--number', number, '--language', 'fr', '--json')
      return [JSON.parse(out)].flat()[0].file.replace(/.*\/dist\//, '')
    })
    const [one = '', other = ''] = await Promise.all(files)
    expect(one).not.toBe(other)
    expect(`${one} ${other}`).not.toMatch(/\d\d/)
  })
})
