import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The rooms, from the ground up: each may import those before it, and nothing after it. Carriers plug into several of them. */
const rooms = ['shared', 'functions', 'settings', 'cdk', 'ops', 'emulator', 'page', 'local', 'lab'] as const

/** The rooms that are entered by a door: nobody else imports any other of their files. */
const doors = {
  functions: /^functions\/[\w-]+\/handler\.ts$/,
  emulator: /^emulator\/index\.ts$/,
  page: /^page\/index\.ts$/,
  local: /^local\/stage\.ts$/,
  lab: /^$/,
} as const

type Import = { readonly from: string; readonly to: string }

const roomOf = (file: string): string => file.split('/')[0] ?? ''

/** All imports of a room's files from elsewhere in the repository, tests apart. */
const imports: readonly Import[] = globSync(`{${[...rooms, 'carriers'].join(',')}}/**/*.ts`, { cwd: root })
  .filter((file) => !/(^|\/)(test|dist|node_modules)\//.test(file))
  .flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(/(?:from |import\(|^import )'(\.[^']+)'/gm)].map(
      ([, path = '']) => ({ from, to: normalize(join(dirname(from), path)) }),
    ),
  )
  .filter(({ from, to }) => roomOf(from) !== roomOf(to) && to.includes('/'))

const isAllowed = (room: (typeof rooms)[number], { from, to }: Import): boolean =>
  (rooms.slice(0, rooms.indexOf(room)) as readonly string[]).includes(roomOf(to)) ||
  // The index of a layer of carriers.
  /^carriers\/[\w-]+\.ts$/.test(to) ||
  // A function of one carrier alone consists of that carrier's code.
  (to.startsWith('carriers/') && from.startsWith(`functions/${to.split('/')[1]}-`)) ||
  // The lab plays carriers: it takes from the tests what their events look like, and reads AWS's reports as receive-sms does.
  (room === 'lab' && ['test/carriers/own-topics.ts', 'carriers/aws/inbound.ts'].includes(to))

/** The arrows between rooms. A layer of carriers is dotted to the room that it plugs into, which takes it from the index of that layer. */
const arrows = new Set(
  imports
    .filter(({ to }) => !to.startsWith('test/'))
    .map(({ from, to }) => {
      const plugsIn = roomOf(from) === 'carriers' && roomOf(to) !== 'shared'
      return `  ${roomOf(from)} ${plugsIn ? '-.->' : '-->'} ${roomOf(to)}`
    }),
)

const picture = ['```mermaid', 'flowchart TD', ...[...arrows].toSorted(), '```'].join('\n')

describe('a room', () => {
  test.each(rooms)('imports only what is below it, and carriers by their indexes: %s', (room) => {
    expect(imports.filter((one) => roomOf(one.from) === room && !isAllowed(room, one))).toEqual([])
  })

  test.each(Object.entries(doors))('is entered by its door: %s', (room, door) => {
    expect(imports.filter(({ to }) => roomOf(to) === room && !door.test(to))).toEqual([])
  })

  test('is drawn in CONTRIBUTING.md with its arrows', () => {
    expect(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')).toContain(picture)
  })
})
