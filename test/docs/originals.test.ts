import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { example } from '../settings/checked.ts'
import { type Facts, factsOf, factsOfPromise, invented, lacking, promisesOf } from './facts.ts'
import { absentFrom, comparable, englishOf, frenchPages, inOneNotation, originals, pages, read, root } from './page.ts'

const readme = 'README.fr.md'
const factsOn = (page: string, text = read(page)): Facts => factsOf(page, text)

/** What a French original lacks of its English page. */
const lackingIn = (french: string): readonly string[] => [
  ...lacking(factsOn(french), factsOn(englishOf(french))),
  ...(french === readme ? brokenPromises(read(french)) : []),
]

const brokenPromises = (text: string): readonly string[] => {
  const [wanted, said] = [promisesOf(read(englishOf(readme))), promisesOf(text)]
  const sayTheSame = (promise: string, i: number) =>
    JSON.stringify(factsOfPromise(englishOf(readme), promise)) === JSON.stringify(factsOfPromise(readme, said[i] ?? ''))
  return [
    ...wanted.flatMap((promise, i) => (sayTheSame(promise, i) ? [] : [`promise ${i + 1}`])),
    ...(said.length === wanted.length ? [] : [`${said.length} promises instead of ${wanted.length}`]),
  ]
}

const english = pages.filter((page) => !page.endsWith('.fr.md')).map((page) => factsOn(page))

/** What it says and English pages don't. The README takes facts from all of them, and leads to headings of its own. */
const inventedIn = (french: string): readonly string[] =>
  french === readme
    ? invented({ ...factsOn(french), links: [] }, [...english, factsOn(readme, eurosInWords())])
    : invented(factsOn(french), [factsOn(englishOf(french))])

describe.each(originals)('%s, a French original,', (french) => {
  test('has every command, word in code, link and number of the English page', () => {
    expect(lackingIn(french)).toEqual([])
  })

  test('has none that is not in English', () => {
    expect(inventedIn(french)).toEqual([])
  })
})

/** The numbers in the row of a table that begins like this. */
const rowOf = (page: string, start: string): readonly number[] => {
  const row = read(page)
    .split('\n')
    .find((line) => line.startsWith(`| ${start}`))
  const cells = (row ?? '').split('|').slice(2)
  return cells.flatMap((cell) => {
    const number = /^ \D*([\d.]+)\D*$/.exec(inOneNotation(cell))?.[1]
    return number === undefined ? [] : [Number(number)]
  })
}

/** What a month costs in euros with few and with many texts, by the pages about the two ways that are open in France. */
const eurosOf = () => {
  const { perUsd = Number.NaN } = example.currency ?? {}
  const aws = rowOf('docs/time2chat.md', 'AWS, USD')
  const [, millionUsd] = /a million messages cost ([\d,]+) USD/.exec(read('docs/whatsapp.md')) ?? []
  const inEuros = (credits: readonly number[], usd: readonly number[]) =>
    usd.slice(0, 2).map((price, i) => Math.round((credits[i] ?? 0) + price * perUsd))
  return {
    perUsd,
    time2chat: inEuros(rowOf('docs/time2chat.md', 'replies, EUR'), aws),
    whatsapp: inEuros([], rowOf('docs/whatsapp.md', '**together**')),
    million: Math.round(Number(millionUsd?.replace(',', '')) * perUsd),
  }
}

const eurosInWords = (): string => {
  const { perUsd, time2chat, whatsapp, million } = eurosOf()
  return [perUsd, ...time2chat, ...whatsapp, million].map((amount) => `${amount} EUR`).join('\n')
}

test('the README in French says what a month costs in euros, as other pages have it', () => {
  const { perUsd, time2chat, whatsapp, million } = eurosOf()
  expect(rowOf(readme, 'Time2Chat')).toEqual(time2chat)
  expect(rowOf(readme, 'WhatsApp')).toEqual(whatsapp)
  const sentences = [`${perUsd} EUR le dollar`, `un million coûterait ${million} EUR`]
  expect(absentFrom(inOneNotation(read(readme)), sentences)).toEqual([])
})

test.each(frenchPages)('%s leads to pages in French where there are some', (page) => {
  const targets = [...comparable(read(page)).matchAll(/\]\((?!https:)([^)#\s]+(?<!\.fr)\.md)/g)].map(
    ([, target = '']) => target,
  )
  const isInFrench = (target: string) => existsSync(new URL(target.replace('.md', '.fr.md'), new URL(page, root)))
  expect(targets.filter(isInFrench)).toEqual([])
})
