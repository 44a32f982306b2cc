import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { addDocuments } from '../../server/documents.ts'

const app = new Hono()
addDocuments(app)
const get = async (path: string) => {
  const response = await app.request(`/${path}`)
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() }
}

describe('the documents of the project', () => {
  test('declare the language that they are written in', async () => {
    expect((await get('docs/runbook.md')).text).toContain('<html lang="en">')
    expect((await get('docs/runbook.fr.md')).text).toContain('<html lang="fr">')
  })

  test('have links that call and text', async () => {
    const { text } = await get('docs/what-now.md')
    expect(text).toContain('<a href="tel:17">17</a>')
    expect(text).toContain('<a href="sms:114">114</a>')
  })

  test('include pictures and sheets to print, but no other files of the project', async () => {
    expect(await get('docs/siege.svg')).toMatchObject({ status: 200, type: 'image/svg+xml' })
    expect(await get('docs/complaint-sheet.fr.pdf')).toMatchObject({ status: 200, type: 'application/pdf' })
    for (const path of ['package.json', 'settings/local.json', 'docs/../package.json', 'node_modules/marked/README.md'])
      expect((await get(path)).status).toBe(404)
  })
})
