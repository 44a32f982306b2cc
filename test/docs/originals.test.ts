import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { example } from '../settings/checked.ts'
import { type Facts, factsOf, factsOfPromise, invented, lacking, promisesOf } from './facts.ts'
import { absentFrom, comparable, englishOf, frenchPages, inOneNotation, originals, pages, read, root } from './page.ts'

const readme = 'README.fr.md'
const factsOn = (page: string, text = read(page)): Facts => factsOf(page, text)

/** What a French original lacks of its English page. */
const lackingIn = (french: string, text = read(french)): readonly string[] => [
  ...lacking(factsOn(french, text), factsOn(englishOf(french))),
  ...(french === readme ? brokenPromises(text) : []),
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
const inventedIn = (french: string, text = read(french)): readonly string[] =>
  french === readme
    ? invented({ ...factsOn(french, text), links: [] }, [...english, factsOn(readme, eurosInWords())])
    : invented(factsOn(french, text), [factsOn(englishOf(french))])

describe.each(originals)('%s, a French original,', (french) => {
  test('has every command, word in code, link and number of the English page', () => {
    expect(lackingIn(french)).toEqual([])
  })

  test('has none that is not in English', () => {
    expect(inventedIn(french)).toEqual([])
  })
})

/** A README that differs from that of the project in what its name says. */
type Change = readonly [name: string, text: string]

const text = read(readme)
const { commands, links } = factsOn(englishOf(readme))
const documents = new Set(links.filter((link) => link.startsWith('docs/')).map((link) => link.split(/[# ]/)[0] ?? ''))

const withoutCommands = [...new Set(commands)].map((command): Change => [command, text.replaceAll(command, 'npm help')])

const withoutLinks = [...documents].map((page): Change => {
  const link = new RegExp(`\\(${page.replace('.', '(?:\\.fr)?\\.')}(?:#[^)]*)?\\)`, 'g')
  return [`links to ${page}`, text.replaceAll(link, '(LICENSE)')]
})

const withOtherNumbers = promisesOf(text).flatMap((promise, i) =>
  [...promise.matchAll(/(?<=[ \u00a0])(?:\d+|deux|trois)(?=[ \u00a0])/g)].map(({ 0: number, index }): Change => {
    const other = /\d/.test(number) ? Number(number) + 1 : 'quatre'
    const changed = `${promise.slice(0, index)}${other}${promise.slice(index + number.length)}`
    return [`${number} in promise ${i + 1}`, text.replace(promise, changed)]
  }),
)

const withoutPromises = promisesOf(text).map((promise): Change => [promise.slice(0, 60), text.replace(promise, '')])

test('many facts of the README are compared', () => {
  expect(withoutCommands.length).toBeGreaterThan(8)
  expect(withoutLinks.length).toBeGreaterThan(12)
  expect(withOtherNumbers.length).toBeGreaterThan(3)
  expect(withoutPromises).toHaveLength(7)
})

test.each([...withoutCommands, ...withoutLinks, ...withOtherNumbers, ...withoutPromises])(
  'that the README in French is without this, or has another, is noticed: %s',
  (_, changed) => {
    expect(changed).not.toBe(text)
    expect(lackingIn(readme, changed)).not.toEqual([])
  },
)

const amounts = [...comparable(text).matchAll(/\d[\d\u00a0,]*(?=[ \u00a0](?:EUR|USD|heures|jours|SMS))/g)]

test.each(amounts.map(({ 0: amount, index }) => [amount, comparable(text).slice(index, index + 40), index] as const))(
  'that the README in French has another number than %s is noticed: %s',
  (amount, _, index) => {
    const changed = `${comparable(text).slice(0, index)}7654${comparable(text).slice(index + amount.length)}`
    expect([...lackingIn(readme, changed), ...inventedIn(readme, changed)]).not.toEqual([])
  },
)

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
  expect(absentFrom(inOneNotation(text), sentences)).toEqual([])
})

test.each(frenchPages)('%s leads to pages in French where there are some', (page) => {
  const targets = [...comparable(read(page)).matchAll(/\]\((?!https:)([^)#\s]+(?<!\.fr)\.md)/g)].map(
    ([, target = '']) => target,
  )
  const isInFrench = (target: string) => existsSync(new URL(target.replace('.md', '.fr.md'), new URL(page, root)))
  expect(targets.filter(isInFrench)).toEqual([])
})
