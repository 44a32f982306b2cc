import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

describe('a room', () => {
  test.each(rooms)('imports only what is below it, and its root the carriers: %s', (room) => {
    expect(imports.filter((one) => roomOf(one.from) === room && !isAllowed(one))).toEqual([])
  })

  // Nobody else imports any other of its files.
  test.each(
    Object.entries({
      functions: /^functions\/[\w-]+\/handler\.ts$/,
      emulator: /^emulator\/index\.ts$/,
      page: /^page\/index\.ts$/,
      local: /^local\/(number|carrier|polling)\.ts$/,
      lab: /^$/,
    }),
  )('is entered by its door: %s', (room, door) => {
    expect(imports.filter(({ to }) => roomOf(to) === room && !door.test(to))).toEqual([])
  })

  test.each<[what: string, from: RegExp, to: RegExp]>([
    [
      'rules and words are pure: they import each other and pure libraries',
      /^shared\/(rules|messages)\//,
      /^(node:|@aws-)|^shared\/(?!rules\/|messages\/|named-error)|^(settings|functions|cdk|carriers|ops)\//,
    ],
    [
      'handlers and ports know rules and ports, and only an index.ts knows stores and adapters',
      /^(shared\/ports\.ts|functions\/[\w-]+\/(?!index))/,
      /^(node:|@aws-|shared\/(adapters|stores)\/)/,
    ],
    [
      'a carrier’s settings know settings and rules',
      /^carriers\/(\w+\/)?settings\.ts/,
      /^(functions|cdk|ops|emulator|local|page|lab)\/|^shared\/(?!rules\/)|^carriers\/\w+\/(?!settings)/,
    ],
    [
      'a carrier’s part of the stack knows settings and the stack',
      /^carriers\/\w+\/cdk\//,
      /^(functions|ops|emulator|local|page)\/|^carriers\/\w+\/(ops|local|stand-in)|^shared\/(adapters|stores|ports)/,
    ],
    [
      'a carrier’s part of the command line knows what is shared, settings and the command line',
      /^carriers\/\w+\/ops\//,
      /^(functions|cdk|emulator|local|page)\/|^carriers\/\w+\/(cdk|local|stand-in)/,
    ],
    [
      'a stand-in knows its service from documents, and the emulator by its door',
      /^carriers\/\w+\/stand-in\//,
      /^(?!emulator\/index\.ts|carriers\/\w+\/stand-in\/)(shared|settings|functions|cdk|ops|page|local|carriers|emulator)\//,
    ],
    ['what is no function knows their bundles', /^(cdk|settings|page|local)\//, /^shared\/(adapters|stores|ports)/],
    [
      'an emulator knows services from their documents, never from the code that is tried with it',
      /^emulator\/(?!test)/,
      /^(?!emulator\/)(shared|settings|functions|cdk|ops|page|local|carriers|lab)\//,
    ],
    ['only npm start takes the library under the AGPL', /^(?!local\/policy-judge)/, /^@cloud-copilot\//],
    [
      'the lab takes from tests what events of carriers look like',
      /^lab\/(?!test\/)/,
      /^(carriers\/(\w+\/)?)?test\/(?!own-topics?\.)/,
    ],
    ['tests know the lab by its doors', /^test\//, /^lab\/(?!virtual\/|program\.ts|siege\/(figures|replay|scene)\.ts)/],
  ])('%s', (_, from, to) => {
    expect(everyImport.filter((one) => from.test(one.from) && to.test(one.to))).toEqual([])
  })

  test('is drawn in CONTRIBUTING.md with its arrows', () => {
    // That of a file which reads a register of carriers is dotted.
    const arrows = imports
      .filter(({ to }) => !to.startsWith('test/'))
      .map(({ from, to }) => `  ${roomOf(from)} ${registers[to]?.test(from) === true ? '-.->' : '-->'} ${roomOf(to)}`)
    const picture = ['```mermaid', 'flowchart TD', ...[...new Set(arrows)].toSorted(), '```'].join('\n')
    expect(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')).toContain(picture)
  })
})

test('what runs on Lambda reaches no stack, command, emulator or settings file, by way of others either', () => {
  const onLambda = /^functions\/|^carriers\/(\w+\/(lambda|functions)\/|(presence|gateways|topics)\.ts)/
  const reached = new Set(imported.map(({ from }) => from).filter((file) => onLambda.test(file)))
  for (const file of reached) for (const { from, to } of imported) if (from === file) reached.add(to)
  const elsewhere =
    /^(settings|cdk|ops|local|emulator|page)\/|^carriers\/(settings|tools|\w+\/(cdk|ops|local|settings|stand-in))/
  expect([...reached].filter((file) => elsewhere.test(file))).toEqual([])
})

test('no carrier imports another one', () => {
  const carrierOf = (file: string) => /^carriers\/(\w+)\//.exec(file)?.[1]
  const others = imported.filter(({ from, to }) => {
    if (isTest(from)) return false
    const [own, other] = [carrierOf(from), carrierOf(to)]
    return own !== undefined && other !== undefined && own !== other
  })
  expect(others).toEqual([])
})

test('no file imports itself by way of others, not even their types', () => {
  let left = imported
  for (let before = Number.POSITIVE_INFINITY; left.length < before; ) {
    before = left.length
    const [importing, used] = [new Set(left.map(({ from }) => from)), new Set(left.map(({ to }) => to))]
    left = left.filter(({ from, to }) => importing.has(to) && used.has(from))
  }
  expect(left).toEqual([])
})

test('no command loads the CDK, apart from its list of regions', () => {
  const watch = `import { registerHooks } from 'node:module'
    registerHooks({
      load: (url, context, load) => {
        if (/aws-cdk-lib\\/(?!region-info\\/|\\.warnings)/.test(url)) console.log('loads ' + url)
        return load(url, context)
      },
    })`
  const [program, hook] = ['ops/main.ts', `data:text/javascript,${encodeURIComponent(watch)}`]
  const said = execFileSync(process.execPath, ['--import', hook, program, '--help'], { cwd: root, encoding: 'utf8' })
  expect(said).toContain('Usage: npm run ops')
  expect(said.match(/^loads .*/gm)).toBeNull()
})

const root = fileURLToPath(new URL('..', import.meta.url))

/** The rooms, from the ground up: each may import those before it, and nothing after it. */
const rooms = ['shared', 'settings', 'functions', 'cdk', 'ops', 'emulator', 'page', 'local', 'carriers', 'lab']

/** The registers of carriers, and the only files that read them: each composes a room from the carriers' parts. */
const registers: Readonly<Record<string, RegExp>> = {
  'carriers/settings.ts': /^settings\/(schema|carriers)\.ts$/,
  'carriers/gateways.ts': /^functions\/send-reply\/index\.ts$/,
  'carriers/topics.ts': /^functions\/receive-sms\/index\.ts$/,
  'carriers/tools.ts': /^(cdk\/synthesise|ops\/run|local\/number)\.ts$/,
}

const roomOf = (file: string): string => file.split('/')[0] ?? ''
/** All imports of the rooms and of tests: files by their paths, packages by their names. */
const everyImport = globSync(`{${rooms.join(',')},scripts,test}/**/*.ts`, { cwd: root })
  .filter((file) => !/(^|\/)(dist|node_modules)\//.test(file))
  .flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(/(?:from |import\(|^import )'([^']+)'/gm)].map(
      ([, path = '']) => ({ from, to: path.startsWith('.') ? normalize(join(dirname(from), path)) : path }),
    ),
  )

const imported = everyImport.filter(({ to }) => /^[\w-]+(\/.+)?\.(ts|json)$/.test(to))

const isTest = (file: string) => /^(scripts|test)\/|\/test\//.test(file)
/** The imports of a room's files from elsewhere in the repository, tests apart. */
const imports = imported.filter(({ from, to }) => !isTest(from) && roomOf(from) !== roomOf(to) && to.includes('/'))

const isAllowed = ({ from, to }: (typeof everyImport)[number]): boolean =>
  rooms.slice(0, rooms.indexOf(roomOf(from))).includes(roomOf(to)) ||
  registers[to]?.test(from) === true ||
  // The lab plays carriers: it takes from the tests what their events look like.
  (roomOf(from) === 'lab' && /^carriers\/test\/own-topics?\.ts$/.test(to))
