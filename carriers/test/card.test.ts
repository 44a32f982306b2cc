import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { drawLeaflet } from '../../ops/card/leaflet/leaflet.ts'
import { drawSheet } from '../../ops/card/sheet.ts'
import { languages } from '../../shared/rules/messages.ts'
import { readPrinted, seenIn, subjectOf } from '../../test/ops/card/drawn.ts'
import { runOn } from '../../test/ops/machine.ts'
import { cardRemark as ofOvh } from '../ovh/ops/operations.ts'
import { cardRemark as ofWhatsApp } from '../whatsapp/ops/operations.ts'

const names = Array.from({ length: 8 }, () => 'Lou')
const onWhatsApp = { number: '+33639980021', countries: ['FR'], names, remark: ofWhatsApp({}), sample: false }
const atOvh = { ...onWhatsApp, number: '+33939000001', remark: ofOvh }

describe.each([
  ['a number on WhatsApp', onWhatsApp, '06 39 98 00 21 WhatsApp', 'Lou WhatsApp'],
  ['a number of Time2Chat', atOvh, '09 39 00 00 01', 'Lou'],
] as const)('%s', (_, drawn, onCard, contact) => {
  test('has its network under it and in the contact, and in the file for phones what to know first', async () => {
    const { text, codes } = readPrinted(await drawSheet({ ...drawn, language: 'fr' }))
    expect(text.split(onCard.replaceAll(' ', ''))).toHaveLength(8 + 1)
    const { remark } = drawn
    for (const language of languages) {
      const seen = seenIn(drawLeaflet(subjectOf({ remark }), [language]))
      expect(seen).toContain(remark.warning[language].replaceAll("'", '’'))
    }
    expect(codes[0]).toContain(`\r\nFN:${contact}\r\n`)
  })
})

test('the name by which people find a number on WhatsApp stands under it, however long it is', async () => {
  const username = 'association_aubepine.35.caracteres_'
  const remark = ofWhatsApp({ username })
  const { text } = readPrinted(await drawSheet({ ...onWhatsApp, language: 'fr', remark }))
  expect(text.split(`06399800 21WhatsApp@${username}+33639980021`.replaceAll(' ', ''))).toHaveLength(8 + 1)
  const seen = seenIn(drawLeaflet(subjectOf({ remark }), ['fr']))
  expect(seen).toContain(`0460 00 00 00 @${username} ${remark.warning.fr}`)
})

test('card finds out by the carrier what a number of Time2Chat is, and a leaflet says so under it', async () => {
  const { out } = await runOn({}, ['card', '--page', '--stage', 'local-ovh', '--number', '+33939000001'])
  expect(seenIn(readFileSync(out.replace(/: .*$/s, ''), 'utf8'))).toMatch(
    /09 39 00 00 01 Le numéro commence par 09\u00a0: .* \+33 9 39 .* CONTACT, l’opérateur lui donne le nom, le téléphone et le site de l’association/,
  )
})

describe.each([['a sheet'], ['a file for phones', '--page']])('who draws %s and has several numbers', (_, ...args) => {
  const card = (...more: readonly string[]) => runOn({}, ['card', '--stage', 'local-whatsapp', ...more, ...args])

  test('is asked for which one, with the exit code of a mistyped command', async () => {
    const several = 'local-whatsapp has several numbers, so add --number with the one to give out'
    expect(await card()).toEqual({ exitCode: 2, out: '', err: `${several}: +33639980021, +32460000000.\n` })
  })

  test('gets another file for another number of the same language, whose name shows no number', async () => {
    const files = ['+33639980021', '+32460000000'].map(async (number) => {
      const { out } = await card('--number', number, '--language', 'fr', '--json')
      return JSON.parse(out).file.replace(/.*\/dist\//, '')
    })
    const [one = '', other = ''] = await Promise.all(files)
    expect(one).not.toBe(other)
    expect(`${one} ${other}`).not.toMatch(/\d\d/)
  })
})
