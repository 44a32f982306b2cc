import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startChromium, withoutBrowser } from '../chromium.ts'
import { recordedPage, startRecording, wordsAt } from '../recording.ts'
import { startWeb } from '../server/web.ts'
import { openPage } from './browser.ts'
import { stage } from './fake-page.ts'
import { idle, message, setUp } from './server/site.ts'

const runbookUrl = 'docs/runbook.md#siege'

/** A number that is besieged, in a language. */
const startNumber = async (title: string) => {
  const { site, progress, alarms, seen } = setUp(stage)
  const description = `${title}. It can wait.\nFirst: nothing.\nnpm run ops -- status\nWho is hurt: nobody.\nRunbook: ${runbookUrl}`
  alarms.append([{ name: 'siege', description, state: 'ALARM', since: new Date().toISOString(), runbookUrl }])
  progress.append({ ...idle, kind: 'siege-many', state: 'running', total: 5000, decided: 4460 })
  const startAfresh = async () => site
  const url = await startWeb({ assets: site.assets, site: Promise.resolve(site), port: 0, startAfresh })
  return { url, say: (text: string) => seen.append({ ...message, id: text, text }) }
}

describe.skipIf(withoutBrowser)('A recording', () => {
  let browser: Awaited<ReturnType<typeof startChromium>>
  let url: string
  beforeAll(async () => {
    browser = await startChromium()
    const [english, french] = [await startNumber('Siege'), await startNumber('Siège')]
    const recording = await startRecording(english.url)
    const { page } = await openPage(browser, english.url)
    for (const text of ['Allô ?', 'Tu réponds ?']) english.say(text)
    await page.getByText('Tu réponds ?').waitFor()
    const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'siege.html')
    writeFileSync(file, await recordedPage({ ...(await recording.end()), french: await wordsAt(french.url) }))
    url = pathToFileURL(file).href
  })
  afterAll(() => browser?.close())

  const open = async (locale: string) => {
    const { page, problems } = await openPage(browser, url, { locale })
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await page.context().setOffline(true)
    await page.reload()
    return { page, problems, requests }
  }

  it('shows without a number or a network what its page heard, and offers nothing that a number must do', async () => {
    const { page, problems, requests } = await open('en-GB')
    await page.getByText('This is a recording: install Anti-relou to try it yourself.').waitFor()
    await page.getByRole('status').getByText('Recording', { exact: true }).waitFor()
    await page.getByText('4,460 of 5,000 texts looked at').waitFor()
    for (const text of ['Allô ?', 'Tu réponds ?']) await page.getByRole('log').getByText(text).waitFor()
    expect(await page.getByRole('button').allTextContents()).toEqual(['Play it again'])
    expect(await page.getByRole('textbox').count()).toBe(0)
    expect(await page.content()).not.toMatch(/AWS_PORT=\d/)
    expect(requests).toEqual([url])
    expect(problems).toEqual([])
  })

  it('has no link to a file, which is not beside it', async () => {
    const { page } = await open('en-GB')
    await page.getByText('What the alarm says').click()
    await page.getByText('First: nothing.').waitFor()
    const links = page.locator('[href], [src]')
    const targets = await links.evaluateAll((all: readonly Linked[]) =>
      all.map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? ''),
    )
    expect(targets.filter((target) => !/^(https|data):/.test(target))).toEqual([])
  })

  it('speaks French in a French browser, alarms included', async () => {
    const { page } = await open('fr-FR')
    await page.getByText('Enregistrement', { exact: true }).waitFor()
    await page.getByText('4\u202f460 SMS examinés sur 5\u202f000').waitFor()
    await page.getByText('Ce que dit l’alarme').click()
    await page.getByRole('heading', { name: 'Siège' }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('fr')
  })
})

type Linked = { readonly getAttribute: (name: string) => string | null }
