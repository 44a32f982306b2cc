import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../cdk/synthesise.ts'
import { listen, readAssembly } from '../../emulator/index.ts'
import { startNumber } from '../../local/number.ts'
import { operatorLanguageOf } from '../../settings/operators.ts'
import { readSettings } from '../../settings/read.ts'
import type { Settings } from '../../settings/schema.ts'
import { languages, replyText } from '../../shared/rules/messages.ts'
import { hour } from '../../shared/rules/timing.ts'
import { withRaisedRate } from '../../test/e2e/running-number.ts'
import { startChromium, withoutBrowser } from '../chromium.ts'
import { buildAssets } from '../server/site.ts'
import { startWeb } from '../server/web.ts'
import { openPage, violations, write } from './browser.ts'

describe.skipIf(withoutBrowser)('The page of a running number', () => {
  let running: RunningPage
  let opened: RunningPage['opened']
  beforeAll(async () => {
    running = await startRunningPage()
    ;({ opened } = running)
  }, 120_000)
  afterAll(() => running?.stop())
  afterEach(() => expect(opened.problems).toStrictEqual([]))

  const booked = async (): Promise<number> => {
    const said = await opened.page.getByText(/^Today’s budget: /).textContent()
    return Number(/: (\d+) of/.exec(said ?? '')?.[1])
  }

  it('sends a text and shows the reply, the reason and the delivery, and why a second text gets no reply', async () => {
    const { page } = opened
    await page.getByText('All is well').waitFor(patience)
    const phone = shownPhone(page)
    await write(phone, '<b>Salut</b>, on se voit quand ?')
    await phone.getByText('<b>Salut</b>, on se voit quand ?').waitFor()
    // Near the end of an hour, the reply may be booked into the next one.
    const reply = phone.locator('.bubble.reply').getByText('Si vous recevez ce message')
    await reply.waitFor({ timeout: hour / 30 })
    await phone
      .getByText('Answered. A real number waits first, so that whoever gave it has time to leave. The reply arrived.')
      .waitFor()
    await phone.getByRole('textbox').fill('Allô ?')
    // Somebody who presses the key twice has written one text.
    for (let i = 0; i < 3; i++) await phone.getByRole('textbox').press('Enter')
    await phone.getByText('Silence: answered recently.').waitFor()
    expect(await phone.locator('.bubble.inbound .text').last().textContent()).toBe('Allô ?')
  }, 150_000)

  it('shows that a harasser ends up blocked', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'A persistent harasser' }).click()
    await page
      .getByText('25 texts, 1 promised an answer: €0.07 instead of €1.84 for replies; receiving cost €0.17.')
      .waitFor(patience)
    await page.getByText('Silence: 20 (answered recently), 4 (sender blocked).').waitFor()
    await shownPhone(page).getByText('Silence: sender blocked.').waitFor()
    const texts = await shownPhone(page).locator('.bubble.inbound .text').allTextContents()
    const times = texts.map((text) => Number(/^Tu réponds \?(?: × (\d+))?$/.exec(text)?.[1] ?? 1))
    expect(times.reduce((sum, one) => sum + one)).toBe(25)
    // The answer stands among them, and is still seen.
    expect(times.length).toBeLessThan(6)
  })

  it('stays responsive during a siege: bookings grow, an alarm goes off, and the cost is shown', async () => {
    const { page } = opened
    await expect.poll(booked, patience).toBe(2)
    await page.getByRole('button', { name: 'A siege from 5,000 numbers' }).click()
    await page.getByRole('progressbar').waitFor()
    await expect.poll(booked, patience).toBeGreaterThan(10)
    // CloudWatch evaluates each minute what the minute before counted.
    await page.getByText('What the alarm says').click({ timeout: 180_000 })
    await page.getByText('First thing to do: Nothing').waitFor()
    await page.getByRole('button', { name: 'Stop the siege' }).click()
    await page
      .getByText(
        /[\d,]+ texts, \d+ promised an answer: €[\d.]+ instead of €[\d.]+ for replies; receiving cost €[\d.]+\./,
      )
      .waitFor(patience)
    expect(await violations(page)).toStrictEqual([])
  }, 300_000)

  it('starts afresh: it forgets everything, and then works as at first', async () => {
    const { page } = opened
    await page.getByText('More to try, and trouble to make').click()
    await page.getByRole('button', { name: 'Start afresh' }).click()
    await page.getByRole('button', { name: 'Forget everything' }).click()
    await page.getByText('Nothing yet. Write a first text below.').waitFor(patience)
    await page.getByText('Live', { exact: true }).waitFor(patience)
    expect(await page.locator('.bubble').count()).toBe(0)
    await expect.poll(booked, patience).toBe(0)
    await page.getByText('All is well').waitFor(patience)
    const phone = shownPhone(page)
    await write(phone, 'Salut')
    await phone.getByText('Answered. A real number waits first').waitFor({ timeout: 150_000 })
  }, 300_000)

  it.each([
    ['light', 1440],
    ['dark', 360],
  ] as const)('shows the runbook without broken words or violations of axe: %s, %i px', async (colorScheme, width) => {
    const page = await running.browser.newPage({ colorScheme, viewport: { width, height: 900 } })
    await page.goto(`${running.url}/docs/runbook.fr.md`)
    expect(await violations(page)).toStrictEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    expect(await page.evaluate(brokenWords)).toEqual([])
    await page.goto(`${running.url}/docs/what-now.fr.md`)
    expect(await page.evaluate(lowestNumber)).toBeGreaterThanOrEqual(24)
    await page.close()
  })

  it.each(languages)('tells whoever got a reply what it means, on a narrow phone, in %s', async (language) => {
    const page = await running.browser.newPage({ viewport: { width: 320, height: 568 } })
    await page.goto(`${running.url}/docs/replies${language === 'en' ? '' : `.${language}`}.md`)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(await page.locator('blockquote').textContent()).toContain(replyText(language, 0))
    expect(await violations(page)).toStrictEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    await page.close()
  })
})

/** The height in pixels of the lowest link to a number. */
const lowestNumber = `Math.min(...[...document.querySelectorAll('[href^="tel:"], [href^="sms:"]')]
  .map((link) => link.getBoundingClientRect().height))`

/** The words in tables that stand on more than one line. */
const brokenWords = `[...document.querySelectorAll('th, td')].flatMap((cell) => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
  const found = []
  while (texts.nextNode())
    for (const { index, 0: word } of texts.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange()
      range.setStart(texts.currentNode, index)
      range.setEnd(texts.currentNode, index + word.length)
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(word)
    }
  return found
})`

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A port that nothing has, so that a number that is started afresh has the same one. */
const freePort = async (): Promise<number> => {
  const server = createServer()
  const port = await listen(server, 0, 'PORT')
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** With a function that runs a command of the volunteers there, and returns what it prints. */
const startOperatedPage = async () => {
  const awsPort = await freePort()
  const running = await startRunningPage({ awsPort })
  const ops = async (...command: readonly string[]): Promise<string> => {
    const args = ['--import', './require-node-24.js', 'ops/main.ts', ...command, '--local', '--stage', 'local', '--yes']
    const env = { ...process.env, AWS_PORT: String(awsPort) }
    return (await promisify(execFile)(process.execPath, args, { cwd: root, env })).stdout
  }
  return { ...running, ops }
}

describe.skipIf(withoutBrowser)('The page of a number that the command line operates, too', () => {
  it.concurrent('shows a pause that was made there, its end, and none after a fresh start', async ({
    onTestFinished,
  }) => {
    const { ops, opened, stop } = await startOperatedPage()
    onTestFinished(stop)
    const { page } = opened
    const press = (name: string) => page.getByRole('button', { name }).click()
    const unfold = (name: string) => page.getByText(name, { exact: true }).click()
    const paused = page.getByText('Paused: replies stay queued, and expire a day after they were due.')
    await ops('pause')
    await paused.waitFor(patience)
    const phone = shownPhone(page)
    await write(phone, 'Salut')
    await phone.getByText(/^Due since \d\d:\d\d:\d\d UTC: replies are paused\.$/).waitFor({ timeout: hour / 30 })
    await ops('resume')
    await phone.getByText('Answered. A real number waits first').waitFor(patience)
    expect(await ops('status')).toMatch(/^Sending +runs/m)

    await ops('pause')
    await paused.waitFor(patience)
    await unfold('Another phone')
    await press('Open a phone')
    await phone.getByText('Nothing yet.').waitFor()
    await write(phone, 'Coucou')
    await phone.getByText('Due since').waitFor({ timeout: hour / 30 })
    await write(phone, 'STOP')
    await phone.getByText('Silence: opted out.').waitFor(patience)
    await ops('resume')
    await phone.getByText('No answer: it was cancelled, by a STOP or by a volunteer.').waitFor(patience)
    await page.getByText('All is well').waitFor(patience)

    await ops('pause')
    await paused.waitFor(patience)
    await unfold('More to try, and trouble to make')
    await press('Start afresh')
    await press('Forget everything')
    await page.getByText('Nothing yet. Write a first text below.').waitFor(patience)
    await page.getByText('All is well').waitFor(patience)
    await ops('pause')
    await paused.waitFor(patience)
    expect(await ops('status')).toMatch(/^Sending +PAUSED/m)
  }, 300_000)

  it.concurrent('rings for a dead letter as long as the command line says, also when none is left', async ({
    onTestFinished,
  }) => {
    const { ops, cloud, opened, stop } = await startOperatedPage()
    onTestFinished(stop)
    const letter = { QueueUrl: cloud.outputs['InboundDeadLettersUrl'], MessageBody: '{}' }
    await cloud.owner.sqs.send(new SendMessageCommand(letter))
    const rings = opened.page.getByRole('heading', { name: 'Dead letters' })
    await rings.waitFor({ timeout: hour / 10 })
    expect(await ops('status')).toMatch(/^Alarms +dead-letters since [^(]*$/m)
    expect(await ops('dead-letters', 'redrive')).toContain('1 ')
    const noneLeft = /^Alarms +dead-letters since .* \(none is left: it ends by itself within an hour\)/m
    expect(await ops('status')).toMatch(noneLeft)
    expect(await rings.count()).toBe(1)
  }, 400_000)
})

/** English words that occur in almost every sentence of the page and of the alarms, and that French doesn't have. */
const english = /\b(the|of|and|is|are|texts?|repl(?:y|ies)|senders?|booked|today|hour|yes)\b/i

/** All that the page says, unfolded, without names of files and functions, and senders' texts. */
const saidOn = async ({ opened: { page } }: RunningPage): Promise<readonly string[]> => {
  await page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
  const [shown = ''] = await page.locator('body').allInnerTexts()
  const written = await page.locator('.bubble .text').allInnerTexts()
  const labelled = page.locator('[aria-label], [title], [placeholder]')
  const hidden = await labelled.evaluateAll((all: readonly Labelled[]) =>
    all.flatMap((one) => ['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name) ?? '')),
  )
  const sentences = [...shown.split('\n'), ...hidden].filter((sentence) => !written.includes(sentence))
  return sentences.map((sentence) => sentence.replaceAll(/\w+-\w+|\S+\.md\S*/g, ''))
}

type Labelled = { readonly getAttribute: (name: string) => string | null }

it.skipIf(withoutBrowser)(
  'The page speaks French if the operators do, even in a browser that speaks English, alarms included',
  async ({ onTestFinished }) => {
    const running = await startRunningPage({ settings: { operatorLanguage: 'fr' }, locale: 'en-GB' })
    onTestFinished(running.stop)
    const { page, problems } = running.opened
    const press = (name: string) => page.getByRole('button', { name }).click()
    await press('Un siège depuis 5 000 numéros')
    // CloudWatch evaluates each minute what the minute before counted.
    await page.getByText('Ce que dit l’alarme').waitFor({ timeout: 180_000 })
    await press('Arrêter le siège')
    await page.getByText('réponses promises').first().waitFor(patience)
    const sentences = await saidOn(running)
    expect(sentences.join('\n')).toContain('Qui en souffre')
    expect(sentences.filter((sentence) => english.test(sentence))).toStrictEqual([])
    expect(problems).toStrictEqual([])
  },
  300_000,
)

type Options = { readonly settings?: Partial<Settings>; readonly locale?: string; readonly awsPort?: number }

const startRunningPage = async ({ settings: changes, locale = 'en-GB', awsPort = 0 }: Options = {}) => {
  const settings = withRaisedRate({ ...readSettings('local'), ...changes })
  const assembly = readAssembly(createApp('local', settings).synth().directory)
  const cloud = { ...assembly, port: awsPort, account: { requestRates: 'unlimited' as const } }
  const assets = await buildAssets(operatorLanguageOf(settings))
  const options = { stage: 'local', settings, cloud, assets }
  const [number, browser] = await Promise.all([startNumber(options), startChromium()])
  const url = await startWeb({ assets, site: Promise.resolve(number.site), port: 0, startAfresh: number.startAfresh })
  const stop = () => browser.close().then(() => number.stop())
  return { cloud: number.cloud, browser, url, stop, opened: await openPage(browser, url, { locale }) }
}

/** The phone that the page shows. */
const shownPhone = (page: Page) => page.getByRole('region', { name: /^Phone / })

type RunningPage = Awaited<ReturnType<typeof startRunningPage>>

/** The page takes this long only on a busy machine. */
const patience = { timeout: 60_000 }
