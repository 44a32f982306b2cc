import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { example } from '../settings/checked.ts'
import {
  absentFrom,
  codeBlock,
  comparable,
  englishOf,
  frenchPages,
  inOneNotation,
  nameOfLinkOn,
  originals,
  pages,
  read,
  root,
  withoutComments,
} from './page.ts'

/** What a page in another language has to have, too, however it says it. */
const factsOn = (page: string) => {
  const wanted = comparable(read(page))
  const blocks = [...wanted.matchAll(codeBlock)].flatMap(([block]) => withoutComments(block).split('\n'))
  const prose = wanted.replaceAll(codeBlock, '')
  const words = [...prose.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
  const links = [...wanted.matchAll(/(?:\]\(|href=")([^)"\s]+)/g)].map(([, target = '']) => nameOfLinkOn(page)(target))
  const said = prose.replaceAll(/\]\([^)]*\)|`[^`]*`|<!--.*?-->/g, ' ')
  const numbers = [...inOneNotation(said).matchAll(/\d+(?:\.\d+)*/g)].map(([number]) => number)
  return { code: [...blocks.map((line) => line.trim()), ...words], links, numbers }
}

describe.each(originals)('%s, a French original,', (french) => {
  const [found, wanted] = [factsOn(french), factsOn(englishOf(french))]

  test.each(['code', 'links', 'numbers'] as const)('has all %s of the English page', (kind) => {
    expect(wanted[kind].filter((fact) => !found[kind].includes(fact))).toEqual([])
  })

  // The README takes words from other pages, too.
  test('has no code that is not in English', () => {
    const english = french === 'README.fr.md' ? pages.filter((page) => !page.endsWith('.fr.md')) : [englishOf(french)]
    const known = english.flatMap((page) => factsOn(page).code)
    expect(found.code.filter((fact) => !known.includes(fact))).toEqual([])
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

test('the README in French says what a month costs in euros, as other pages have it', () => {
  const { perUsd, time2chat, whatsapp, million } = eurosOf()
  expect(rowOf('README.fr.md', 'Time2Chat')).toEqual(time2chat)
  expect(rowOf('README.fr.md', 'WhatsApp')).toEqual(whatsapp)
  const sentences = [`${perUsd} EUR le dollar`, `un million coûterait ${million} EUR`]
  expect(absentFrom(inOneNotation(read('README.fr.md')), sentences)).toEqual([])
})

test.each(frenchPages)('%s leads to pages in French where there are some', (page) => {
  const targets = [...comparable(read(page)).matchAll(/\]\((?!https:)([^)#\s]+(?<!\.fr)\.md)/g)].map(
    ([, target = '']) => target,
  )
  const isInFrench = (target: string) => existsSync(new URL(target.replace('.md', '.fr.md'), new URL(page, root)))
  expect(targets.filter(isInFrench)).toEqual([])
})
