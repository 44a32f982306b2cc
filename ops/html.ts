import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

/** Markup that is safe to insert. Any other content is escaped. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

type Content = string | number | Html | undefined | readonly Content[]

/** Builds markup. What is inserted is escaped, so that settings and names can't become markup. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Html =>
  new Html(String.raw({ raw: parts.raw }, ...contents.map(markupOf)))

const markupOf = (content: Content): string => {
  if (content instanceof Html) return content.markup
  if (Array.isArray(content)) return content.map(markupOf).join('')
  return escaped(String(content ?? ''))
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

export type Inlined = {
  readonly markup: Html
  /** The hash by which a Content-Security-Policy allows this source and nothing else. */
  readonly hash: string
}

/** Bundles a style or a script to be inlined. The target is what phones of some years ago understand. */
export const inline = (file: URL): Inlined => {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2019',
    legalComments: 'none',
    logLevel: 'warning',
  })
  const source = outputFiles.map(({ text }) => text.trim()).join('')
  return { markup: new Html(source), hash: `'sha256-${createHash('sha256').update(source).digest('base64')}'` }
}
