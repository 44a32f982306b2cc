import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const onLambda = globSync(
  ['functions/**/*.ts', 'shared/**/*.ts', 'carriers/*/*.ts', 'carriers/*/{functions,lambda}/*.ts'],
  { exclude: ['carriers/test/**', '**/{local,settings,simulator-numbers}.ts'] },
)
const sources = onLambda.map((file) => [file, readFileSync(file, 'utf8')] as const)

test('no error of what runs on Lambda is called Error, which is all that a log would say of it', () => {
  expect(sources.length).toBeGreaterThan(60)
  expect(sources.flatMap(([file, source]) => (/\bnew Error\(/.test(source) ? [file] : []))).toEqual([])
})

test.each(['docs/runbook.md', 'docs/runbook.fr.md'])('%s says of each such error what to do', (page) => {
  const [, section = ''] = /^## Function errors$(.*?)^## /ms.exec(readFileSync(page, 'utf8')) ?? []
  const names = sources.flatMap(([, source]) =>
    [...source.matchAll(/new NamedError\(\s*'(\w+)'|override readonly name = '(\w+)'/g)].map(
      ([, one, other]) => one ?? other,
    ),
  )
  expect(new Set(names).size).toBeGreaterThan(8)
  expect([...new Set(names)].filter((name) => !section.includes(`\`${name}\``))).toEqual([])
})
