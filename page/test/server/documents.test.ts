import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'

import { alarmNames } from '../../../cdk/monitoring/alarms-of-stage.ts'
import { addDocuments } from '../../server/documents.ts'

const root = new URL('../../../', import.meta.url)
const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: fileURLToPath(root) })
const app = new Hono()
addDocuments(app)
const ask = async (path: string) => {
  const response = await app.request(`/${path}`)
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() }
}

/** Each document is requested once, since many documents link to it. */
const answers = new Map<string, ReturnType<typeof ask>>()
const get = (path: string) => {
  const answer = answers.get(path) ?? ask(path)
  answers.set(path, answer)
  return answer
}

describe('the documents of the project', () => {
  test.each(['docs/runbook.md', 'docs/runbook.fr.md'])(
    'have a section in %s for each alarm to link to',
    async (path) => {
      const { text } = await get(path)
      for (const name of alarmNames) expect(text).toContain(`<h2 id="${name}">`)
    },
  )

  test('declare the language that they are written in', async () => {
    expect((await get('docs/runbook.md')).text).toContain('<html lang="en">')
    expect((await get('docs/runbook.fr.md')).text).toContain('<html lang="fr">')
  })

  test.each(documents)('link from %s only to existing documents and anchors', async (path) => {
    const { status, text } = await get(path)
    expect(status).toBe(200)
    const links = [...text.matchAll(/(?:href|src)="(?!https:|data:|#|\/assets\/)([^"]*)"/g)].map(
      ([, link = '']) => link,
    )
    const missing = []
    for (const link of new Set(links)) {
      const { pathname, hash } = new URL(link, `http://localhost/${path}`)
      if (pathname === '/') continue
      const target = await get(decodeURIComponent(pathname).slice(1))
      const anchor = decodeURIComponent(hash.slice(1))
      if (target.status !== 200 || (anchor !== '' && !target.text.includes(`id="${anchor}"`))) missing.push(link)
    }
    expect(missing).toEqual([])
  })

  test('render headings and code blocks', async () => {
    const source = readFileSync(new URL('docs/runbook.md', root), 'utf8')
    const { text } = await get('docs/runbook.md')
    expect(text.match(/<h2 /g)).toHaveLength(source.match(/^## /gm)?.length ?? 0)
    expect(text).toContain('<code class="language-sh">')
  })

  test('include pictures, but no other files of the project', async () => {
    expect(await get('docs/siege.svg')).toMatchObject({ status: 200, type: 'image/svg+xml' })
    for (const path of ['package.json', 'settings/local.json', 'docs/../package.json', 'node_modules/marked/README.md'])
      expect((await get(path)).status).toBe(404)
  })
})
