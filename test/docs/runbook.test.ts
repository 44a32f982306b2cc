import { expect, test } from 'vitest'
import { z } from 'zod'
import { commands, operations } from '../../ops/run.ts'
import { withEveryCarrier } from '../cdk/monitored.ts'
import { synthesised } from '../cdk/synthesised.ts'
import { watching } from '../ops/operated-number.ts'
import { blocksOf, read, whoIn } from './page.ts'

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
    expect(watching.flat().filter((name) => !about.includes(`\`${name}\``))).toEqual([])
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
