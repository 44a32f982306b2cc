import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import {
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

test.each(frenchPages)('%s leads to pages in French where there are some', (page) => {
  const links = comparable(read(page)).matchAll(/\]\((?!https:)([^)#\s]+(?<!\.fr)\.md)/g)
  const targets = [...links].map(([, target = '']) => target)
  const isInFrench = (target: string) => existsSync(new URL(target.replace('.md', '.fr.md'), new URL(page, root)))
  expect(targets.filter(isInFrench)).toEqual([])
})
