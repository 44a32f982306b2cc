import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { commands, operations } from '../../ops/run.ts'
import { everyCarrier, runbookSectionOf, withEveryCarrier } from '../cdk/monitored.ts'
import { synthesised } from '../cdk/synthesised.ts'
import { watcherCommands } from '../ops/operated-number.ts'
import { blocksOf, headingOf, partsOf, read, whoIn } from './page.ts'

const policy = z.object({ PolicyDocument: z.object({ Statement: z.array(z.object({ Action: z.unknown() })) }) })
const policies = Object.entries(synthesised(withEveryCarrier({})).template.findResources('AWS::IAM::ManagedPolicy'))

const mayDo = (who: ReturnType<typeof whoIn>, action: string): boolean => {
  // Everybody has the watcher's policy.
  const actions = policies
    .filter(([id]) => id.startsWith(who) || id.startsWith('Watcher'))
    .flatMap(([, found]) => policy.parse(found['Properties']).PolicyDocument.Statement.flatMap(({ Action }) => Action))
  return who === 'Administrator' || actions.includes(action)
}

/** Who may run the commands that an operator may not; the rest is tried in test/ops/policies.slow.test.ts. */
const needed = Object.fromEntries(
  Object.entries(commands).flatMap(([who, declared]) =>
    declared.map((declare) => [declare({} as Parameters<typeof declare>[0], operations).name(), who.split(/s\b/)[0]]),
  ),
)

const prefixes: Readonly<Record<string, string>> = { 'pinpoint-sms-voice-v2': 'sms-voice' }
const actionOf = (service: string, command: string): string =>
  `${prefixes[service] ?? service}:${command.replaceAll(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}`

test.each(['runbook', 'deploy'].flatMap((page) => [`docs/${page}.md`, `docs/${page}.fr.md`]))(
  '%s names every command for which the watcher’s policy is enough',
  (page) => {
    const about = read(page)
      .split('\n')
      .filter((line) => line.includes('AntiRelou-prod-watcher'))
      .join('\n')
    expect(watcherCommands.filter((name) => !about.includes(`\`${name}\``))).toEqual([])
  },
)

test.each(['docs/runbook.md', 'docs/runbook.fr.md'])('whoever %s tells to run a command may run it', (page) => {
  const commands = blocksOf(page).flatMap((block) => {
    const who = whoIn(block)
    const ofAws = [...block.matchAll(/\baws (?!sso |--endpoint-url http:\/\/localhost)([a-z\d-]+) ([a-z-]+)/g)].map(
      ([command, service = '', action = '']) => [who, command, mayDo(who, actionOf(service, action))],
    )
    const names = [...block.matchAll(/npm run (?:ops -- )?(attach|rehearse)/g)]
    const ofOurs = names.map(([command, name = '']) => [who, command, who === needed[name]])
    return [...ofAws, ...ofOurs]
  })
  expect(commands.length).toBeGreaterThan(5)
  expect(commands.filter(([, , may]) => may !== true)).toEqual([])
})

/** The commands like another, whatever their options, that are named in full or, if none is, by their name alone. */
const namedLike = (command: string, section: string): readonly string[] => {
  const all = [...section.matchAll(/npm run (?:-s )?(?:ops -- )?([a-z][^`|\n]*)/g)].map(([, found = '']) => bare(found))
  const alike = all.filter((found) => nameOf(found) === nameOf(command))
  return [...new Set(alike.length === 0 && section.includes(`\`${command}\``) ? [command] : alike)]
}

const nameOf = (command: string): string => command.replace(/ --.*/, '')

const bare = (command: string): string =>
  command.replaceAll(/ --(?:stage|region) \S+|^npm run (?:ops -- )?| --(?= |$)/g, '').trim()

test.each(['runbook.md', 'runbook.fr.md'])('a mail names the command that the section of %s names', (page) => {
  const sections = new Map(
    partsOf(read(`docs/${page}`)).map((part) => [headingOf(part).heading.toLowerCase().replaceAll(' ', '-'), part]),
  )
  const { alarms } = everyCarrier({})
  const named = alarms.map(({ name, AlarmDescription }) => {
    const mailed = bare(AlarmDescription.split('\n')[2] ?? '')
    return { name, mailed, named: namedLike(mailed, sections.get(runbookSectionOf(name)) ?? '') }
  })
  expect(named.length).toBeGreaterThan(15)
  expect(named.filter(({ mailed, named }) => named.length !== 1 || named[0] !== mailed)).toEqual([])
})

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
