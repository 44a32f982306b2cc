import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { drawComplaintSheet } from '../../../ops/card/complaint-sheet.ts'
import { complaintWordsIn } from '../../../ops/card/complaint-words.ts'
import { sheets } from '../../../scripts/docs.ts'
import { fontsIn, heightOfA4, readText } from './drawn.ts'

const languages = ['en', 'fr'] as const
const compact = (words: string): string => words.replaceAll(/\s/g, '')

describe.each(languages)('the sheet for a complaint in %s', (language) => {
  test('asks what, when, where, who saw it and the exact words, and says what France and Belgium need', async () => {
    const { text } = readText(await drawComplaintSheet(language))
    const { questions, countries, other } = complaintWordsIn[language]
    for (const words of [...questions.map(([question, hint]) => question + hint), ...countries.flat(), other])
      expect(text).toContain(compact(words))
  })

  test('is one page that fits, and brings its letters', async () => {
    const pdf = await drawComplaintSheet(language)
    expect(pdf.toString('latin1').match(/\/Type \/Page\n/g)).toHaveLength(1)
    const { lastLine } = readText(pdf)
    expect(lastLine).toBeGreaterThan(700)
    expect(lastLine).toBeLessThan(heightOfA4 - 25)
    expect(fontsIn(pdf).filter(({ embedded }) => !embedded)).toEqual([])
  })

  test('stands among the documents as it is drawn: npm run docs', async () => {
    const written = readFileSync(new URL(`../../../${sheets[language]}`, import.meta.url))
    expect(readText(written)).toEqual(readText(await drawComplaintSheet(language)))
  })
})

test('the French sheet for a complaint, with the spaces of French, says that the phone keeps no trace', () => {
  const words = JSON.stringify(complaintWordsIn.fr)
  expect(words).toContain('ne laisse aucune trace dans un téléphone')
  expect(words).not.toMatch(/ [:;?!]/)
})
