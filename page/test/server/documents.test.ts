import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { languages } from '../../../shared/rules/messages.ts'
import { addDocuments } from '../../server/documents.ts'

const served = (contact?: string) => {
  const app = new Hono()
  addDocuments(app, contact)
  return app
}
const app = served()
const get = async (path: string, from = app) => {
  const response = await from.request(`/${path}`)
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() }
}

describe('the documents of the project', () => {
  test('declare the language that they are written in', async () => {
    expect((await get('docs/runbook.md')).text).toContain('<html lang="en">')
    expect((await get('docs/runbook.fr.md')).text).toContain('<html lang="fr">')
    expect((await get('docs/replies.de.md')).text).toContain('<html lang="de">')
  })

  test('have links that call and text', async () => {
    const { text } = await get('docs/what-now.md')
    expect(text).toContain('<a href="tel:17">17</a>')
    expect(text).toContain('<a href="sms:114">114</a>')
  })

  test.each(languages)(
    'tell whoever got a reply how to reach the association, or whom to ask, in %s',
    async (language) => {
      const page = language === 'en' ? 'docs/replies.md' : `docs/replies.${language}.md`
      const authority = 'href="https://www.edpb.europa.eu/"'
      expect((await get(page)).text).toContain(authority)
      for (const [contact, href] of [
        ['https://relou.example/number', 'https://relou.example/number'],
        ['zoe@relou.example', 'mailto:zoe@relou.example'],
      ] as const) {
        const { text } = await get(page, served(contact))
        expect(text).toContain(`<a href="${href}">${contact}</a>.`)
        expect(text).not.toContain(authority)
      }
    },
  )

  test('include pictures and sheets to print, but no other files of the project', async () => {
    expect(await get('docs/siege.svg')).toMatchObject({ status: 200, type: 'image/svg+xml' })
    expect(await get('docs/complaint-sheet.fr.pdf')).toMatchObject({ status: 200, type: 'application/pdf' })
    for (const path of ['package.json', 'settings/local.json', 'docs/../package.json', 'node_modules/marked/README.md'])
      expect((await get(path)).status).toBe(404)
  })
})
