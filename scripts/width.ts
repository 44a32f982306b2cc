import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

// Refuses lines of TypeScript and CSS that are wider than 120 characters, apart from what their literals hold.

const root = new URL('../', import.meta.url)
const files = execFileSync('git', ['ls-files', '*.ts', '*.css'], { cwd: root, encoding: 'utf8' }).trim().split('\n')

const comment = /\/\*[\s\S]*?\*\/|\/\/.*/
const text = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/
const regex = /(?<=[(,=:[&|?!{]\s*|^\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/\w*/
const token = new RegExp([comment, text, regex].map(({ source }) => source).join('|'), 'gm')
/** The lines of a file without what its literals hold. */
const codeOf = (source: string) =>
  source.replaceAll(token, (found) => (/^\/[/*]/.test(found) ? found : found.replaceAll(/.+/g, ''))).split('\n')

const wide = files.flatMap((file) => {
  const lines = codeOf(readFileSync(new URL(file, root), 'utf8'))
  return lines.flatMap((code, i) => (code.length > 120 ? [`${file}:${i + 1} is wider than 120 characters.`] : []))
})
for (const sentence of wide) console.error(sentence)
if (wide.length > 0) process.exitCode = 1
