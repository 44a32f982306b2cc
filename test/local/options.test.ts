import { expect, it } from 'vitest'

import { asksForHelp, help, readOptions } from '../../local/options.ts'

it('npm start runs the local stage on its default ports unless told otherwise', () => {
  expect(readOptions([], {})).toEqual({ stage: 'local', port: 4000, awsPort: 4566 })
  expect(readOptions(['--stage', 'example'], { PORT: '0', AWS_PORT: '1' })).toEqual({
    stage: 'example',
    port: 0,
    awsPort: 1,
  })
})

it('npm start -- --help lists options, variables and commands', () => {
  expect([['--help'], ['-h'], ['--stage', 'local', '--help']].map(asksForHelp)).toEqual([true, true, true])
  expect(asksForHelp(['--stage', 'local'])).toBe(false)
  for (const word of ['--stage <name>', 'PORT=4000', 'AWS_PORT=4566', 'npm run ops -- status --local'])
    expect(help).toContain(word)
})

it.each<[string, readonly string[], Record<string, string>, RegExp]>([
  ['an unknown option', ['--fast'], {}, /^The options --fast are not understood: .*\.$/],
  ['a stage that npm took as its own option', [], { npm_config_stage: 'example' }, /^npm took --stage .*\.$/],
  ['the same port twice', [], { PORT: '4567', AWS_PORT: '4567' }, /^PORT and AWS_PORT are both 4567, .*\.$/],
  ['an invalid port', [], { AWS_PORT: 'http' }, /^AWS_PORT is "http", but it must be .*\.$/],
])('npm start refuses in one sentence %s', (_, args, environment, sentence) => {
  expect(() => readOptions(args, environment)).toThrow(sentence)
})
