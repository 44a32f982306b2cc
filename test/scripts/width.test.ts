import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const files = execFileSync('git', ['ls-files', '*.ts', '*.css'], { cwd: root, encoding: 'utf8' }).trim().split('\n')

const comment = /\/\*[\s\S]*?\*\/|\/\/.*/
const text = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/
const regex = /(?<=[(,=:[&|?!{]\s*|^\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/\w*/
const token = new RegExp([comment, text, regex].map(({ source }) => source).join('|'), 'gm')
/** The lines of a file without what its literals hold. */
const codeOf = (source: string) =>
  source.replaceAll(token, (found) => (/^\/[/*]/.test(found) ? found : found.replaceAll(/.+/g, ''))).split('\n')

test('no line of TypeScript and CSS is wider than 120 characters, apart from what literals hold', () => {
  const wide = files.flatMap((file) => {
    const source = readFileSync(new URL(file, root), 'utf8')
    return codeOf(source).flatMap((code, i) => (code.length > 120 ? [`${file}:${i + 1}`] : []))
  })
  expect(wide).toEqual([])
})
