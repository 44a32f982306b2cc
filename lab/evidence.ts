import { readFileSync, writeFileSync } from 'node:fs'

const page = new URL('../docs/evidence.md', import.meta.url)

/** A part of the page that a command writes. Everything outside these parts is written by hand. */
export type Section = 'simulation' | 'mutants' | 'siege' | 'benchmarks'

/** Replaces a part of docs/evidence.md. Throws if the page has no markers for it. */
export const writeEvidence = (section: Section, markdown: string): void => {
  const [begin, end] = [`<!-- ${section} -->\n`, `<!-- end of ${section} -->`]
  const [before, rest] = splitOnce(readFileSync(page, 'utf8'), begin)
  const [, after] = splitOnce(rest, end)
  writeFileSync(page, `${before}${begin}${markdown.trim()}\n${end}${after}`)
}

const splitOnce = (text: string, separator: string): readonly [string, string] => {
  const at = text.indexOf(separator)
  if (at < 0) throw new Error(`docs/evidence.md has no ${separator.trim()}`)
  return [text.slice(0, at), text.slice(at + separator.length)]
}
