import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The rooms, from the ground up: each may import those before it, and nothing after it. */
const rooms = ['shared', 'settings', 'functions', 'cdk', 'ops', 'emulator', 'page', 'local', 'carriers', 'lab'] as const

/** The only files that know which carriers there are: they compose a room of carriers' parts, which implement what the room asks of them. */
const roots = /^(functions\/[\w-]+\/index|cdk\/synthesise|ops\/run|local\/number)\.ts$/

/** The rooms that are entered by a door: nobody else imports any other of their files. */
const doors = {
  functions: /^functions\/[\w-]+\/handler\.ts$/,
  emulator: /^emulator\/index\.ts$/,
  page: /^page\/index\.ts$/,
  local: /^local\/(number|carrier)\.ts$/,
  lab: /^$/,
} as const

type Import = { readonly from: string; readonly to: string }

const roomOf = (file: string): string => file.split('/')[0] ?? ''

/** All imports of files of the rooms and of tests. */
const imported: readonly Import[] = globSync(`{${rooms.join(',')},scripts,test}/**/*.ts`, { cwd: root })
  .filter((file) => !/(^|\/)(dist|node_modules)\//.test(file))
  .flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(/(?:from |import\(|^import )'(\.[^']+)'/gm)].map(
      ([, path = '']) => ({ from, to: normalize(join(dirname(from), path)) }),
    ),
  )

/** The imports of a room's files from elsewhere in the repository, tests apart. */
const imports = imported.filter(
  ({ from, to }) => !/^(scripts|test)\/|\/test\//.test(from) && roomOf(from) !== roomOf(to) && to.includes('/'),
)

const isAllowed = ({ from, to }: Import): boolean =>
  (rooms.slice(0, rooms.indexOf(roomOf(from) as (typeof rooms)[number])) as readonly string[]).includes(roomOf(to)) ||
  (roots.test(from) && roomOf(to) === 'carriers') ||
  // The lab plays carriers: it takes from the tests what their events look like.
  (roomOf(from) === 'lab' && to === 'test/carriers/own-topics.ts')

/** The arrows between rooms. That of a root to the carriers is dotted. */
const arrows = new Set(
  imports
    .filter(({ to }) => !to.startsWith('test/'))
    .map(
      ({ from, to }) =>
        `  ${roomOf(from)} ${roots.test(from) && roomOf(to) === 'carriers' ? '-.->' : '-->'} ${roomOf(to)}`,
    ),
)

const picture = ['```mermaid', 'flowchart TD', ...[...arrows].toSorted(), '```'].join('\n')

describe('a room', () => {
  test.each(rooms)('imports only what is below it, and its root carriers: %s', (room) => {
    expect(imports.filter((one) => roomOf(one.from) === room && !isAllowed(one))).toEqual([])
  })

  test.each(Object.entries(doors))('is entered by its door: %s', (room, door) => {
    expect(imports.filter(({ to }) => roomOf(to) === room && !door.test(to))).toEqual([])
  })

  test('is drawn in CONTRIBUTING.md with its arrows', () => {
    expect(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')).toContain(picture)
  })
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
