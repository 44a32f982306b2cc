import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startChromium } from '../chromium.ts'
import { recordedPage, startRecording } from '../recording.ts'
import { startWeb } from '../server/web.ts'
import { openPage, write } from './browser.ts'
import { idle, setUp } from './server/site.ts'

let browser: Awaited<ReturnType<typeof startChromium>>
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())

it('a recording shows without a number what its page heard, says what it is, and takes no text', async () => {
  const { site, progress, alarms } = setUp()
  const runbookUrl = 'docs/runbook.fr.md#siege'
  const description = `Siège. Cela peut attendre.\nD’abord\u00a0: rien.\nnpm run ops -- status\nRunbook\u00a0: ${runbookUrl}`
  alarms.append([{ name: 'siege', description, state: 'ALARM', since: new Date().toISOString(), runbookUrl }])
  progress.append({ ...idle, kind: 'siege-few', state: 'running', total: 5000, decided: 4460 })
  const { assets } = site
  const url = await startWeb({ assets, site: Promise.resolve(site), port: 0, startAfresh: async () => site })
  const recording = await startRecording(url)
  const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'siege.html')
  writeFileSync(file, await recordedPage(await recording.end(), 'fr'))
  const { page, problems } = await openPage(browser, pathToFileURL(file).href, { locale: 'fr-FR' })
  await page.getByText('Ceci est un enregistrement').waitFor()
  await page.getByText('4\u202f460 SMS examinés sur 5\u202f000').waitFor()
  await write(page.locator('.phone').first(), 'Salut')
  await page.getByText('Message non envoyé. Ceci est un enregistrement').waitFor()
  expect(await page.getByRole('link', { name: 'Que faire' }).getAttribute('href')).toBe('runbook.fr.md#siege')
  expect(await page.content()).not.toMatch(/AWS_PORT=\d/)
  expect(problems).toEqual([])
})
