import { globSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path/posix'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import { Marked } from 'marked'
import { languages } from '../../shared/rules/messages.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Serves this copy's documents as pages, so that an alarm can link to its runbook section without a network. Those for
 * whoever got a reply say how the association is reached, if its settings do.
 */
export const addDocuments = (app: Hono, contact?: string): void => {
  const served = new Set([...find(['*.md', 'docs/**/*.md']), ...find(['docs/*.{png,svg,pdf}'])])
  for (const path of served)
    app.get(`/${path}`, (context) => {
      const file = readFileSync(`${root}/${path}`)
      const type = types[extname(path)]
      if (type !== undefined) return context.body(Uint8Array.from(file), 200, { 'content-type': type })
      return context.html(pageOf(path, withContact(file.toString(), contact), served))
    })
}

const find = (patterns: readonly string[]): readonly string[] =>
  globSync(patterns, { cwd: root }).map((path) => path.replaceAll('\\', '/'))

const types: Record<string, string> = { '.png': 'image/png', '.svg': 'image/svg+xml', '.pdf': 'application/pdf' }

/** Puts where the association is reached in place of what a page says without. */
const withContact = (source: string, contact: string | undefined): string =>
  contact === undefined
    ? source
    : source.replaceAll(/<!--contact (.*?)-->.*?<!---->/gs, (_, sentence: string) =>
        sentence.replace('%s', () => `<${contact}>`),
      )

const languageOf = (path: string) => languages.find((language) => path.endsWith(`.${language}.md`)) ?? 'en'

const pageOf = (path: string, source: string, served: ReadonlySet<string>): string => `<!doctype html>
<html lang="${languageOf(path)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${path}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/style.css">
</head>
<body class="document">
<nav><a href="/">Anti-relou</a></nav>
<main>
${withoutDeadLinks(markdown.parse(source, { async: false }), path, served)}</main>
</body>
</html>
`

/** Replaces links to files that aren't served by their text. Those that call or text are kept. */
const withoutDeadLinks = (html: string, path: string, served: ReadonlySet<string>): string =>
  html.replaceAll(
    /<a href="(?!(?:https?|mailto|tel|sms):|#)([^"#]*)[^"]*">(.*?)<\/a>/gs,
    (link, target: string, words: string) => (served.has(join(dirname(path), target)) ? link : words),
  )

/** Headings get the anchors that links expect. Wide code can be scrolled by keyboard. */
const markdown = new Marked({
  hooks: { postprocess: (html) => html.replaceAll('<pre>', '<pre tabindex="0">') },
  renderer: {
    heading({ tokens, text, depth }) {
      return `<h${depth} id="${slugOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
    },
  },
})

/** The anchor of a heading, as GitHub makes it. */
export const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')
