import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import digests from './texts.json' with { type: 'json' }

/** Where the texts stand that people act on: replies, cards, mails, screens, and the runbook's first lines. */
const files: readonly string[] = globSync([
  'shared/messages/texts.ts',
  'ops/card/words/*.ts',
  'ops/{,report/}*words.ts',
  'cdk/monitoring/{alarms,words}/*.ts',
  'carriers/*/cdk/alarms.ts',
  'page/client/{english,french}.ts',
  'docs/runbook{,.fr}.md',
]).toSorted()

/** The texts of a file: its literals or, of a page, the beginning of each section, which is what a mail leads to. */
const textsIn = (file: string): readonly string[] => {
  const source = readFileSync(file, 'utf8').replaceAll(/^(?:import|export) .* from .*$/gm, '')
  const texts = file.endsWith('.md') ? /^\*\*(?:Now|Tout de suite)\..*$/gm : /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g
  return source.match(texts) ?? []
}

const digestOf = (file: string): string =>
  createHash('sha256').update(textsIn(file).join('\n')).digest('base64url').slice(0, 8)

/** The files of which a word has changed since somebody last read them in each language. */
export const changedTexts = (known: Readonly<Record<string, string>> = digests): readonly string[] =>
  [...new Set([...files, ...Object.keys(known)])].filter(
    (file) => !files.includes(file) || known[file] !== digestOf(file),
  )

/** The files that say the same in other languages. */
const translationsOf = (file: string): readonly string[] => {
  const nameless = (one: string) => one.replace(/(english|french|\b(de|en|es|fr|it|nl)(?=\.ts)|\.fr(?=\.md))/, '')
  return files.filter((other) => nameless(other) === nameless(file))
}

if (import.meta.main) {
  for (const file of changedTexts().filter((one) => files.includes(one))) {
    const others = translationsOf(file).map(textsIn)
    console.log(`\n${file}, beside its translations: read each row in each language.\n`)
    for (const [i] of textsIn(file).entries()) console.log(others.map((texts) => texts[i] ?? '').join('\n'), '\n')
  }
  const read = Object.fromEntries(files.map((file) => [file, digestOf(file)]))
  writeFileSync(new URL('texts.json', import.meta.url), `${JSON.stringify(read, null, 2)}\n`)
}
