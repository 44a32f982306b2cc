import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { hasChromium } from '../../page/chromium.ts'
import { hour } from '../../shared/rules/timing.ts'
import { phoneOf } from './browser.ts'
import { type RunningPage, startRunningPage } from './running-page.ts'

/** The page takes this long only on a busy machine. */
const patience = { timeout: 60_000 }

describe.skipIf(!hasChromium)('The page of a running number', () => {
  let running: RunningPage
  let opened: RunningPage['opened']
  beforeAll(async () => {
    running = await startRunningPage()
    ;({ opened } = running)
  }, 120_000)
  afterAll(() => running?.stop())
  afterEach(() => expect(opened.problems).toStrictEqual([]))

  const shownIn = async (widget: string, series: string): Promise<number> => {
    const shown = await opened.page.getByRole('article').filter({ hasText: widget }).textContent()
    return Number(new RegExp(`${series}\\s+([\\d,]+)`).exec(shown ?? '')?.[1]?.replaceAll(',', ''))
  }

  it('sends a text and shows the reply, the reason and the delivery, and why a second text gets no reply', async () => {
    const { page } = opened
    const phone = page.locator('.phone').first()
    await phone.getByRole('textbox').fill('<b>Salut</b>, on se voit quand ?')
    await phone.getByRole('textbox').press('Enter')
    await phone.getByText('<b>Salut</b>, on se voit quand ?').waitFor()
    // Near the end of an hour, the reply may be booked into the next one.
    await phone
      .locator('.bubble.reply')
      .getByText('Si vous recevez ce message')
      .waitFor({ timeout: hour / 30 })
    await phone
      .getByText(/^Answered at .*: after a while, so that the victim has time to leave\. The reply arrived\.$/)
      .waitFor()
    await phone.getByRole('textbox').fill('Allô ?')
    await phone.getByRole('button', { name: 'Send' }).click()
    await phone.getByText('Silence: answered recently.').waitFor()
  }, 150_000)

  it('shows that a harasser ends up blocked', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'A persistent harasser' }).click()
    await page.getByText('25 texts decided, 1 answered. Silence: blocked 4, answered recently 20.').waitFor(patience)
    const harasser = (await page.locator('.phone').last().getAttribute('data-sender')) ?? ''
    expect(await phoneOf(page, harasser).locator('.verdict', { hasText: 'Silence: blocked.' }).count()).toBe(4)
    await expect.poll(() => shownIn('Senders blocked today', 'sender'), patience).toBe(1)
  })

  it('stays responsive during a siege: bookings grow, an alarm goes off, and the cost is shown', async () => {
    const { page } = opened
    await expect.poll(() => shownIn('Parts booked by the hour', 'booked, for then or later'), patience).toBe(2)
    await page.getByRole('button', { name: 'Siege from 5,000 numbers' }).click()
    await page.getByRole('progressbar').waitFor()
    await expect
      .poll(() => shownIn('Parts booked by the hour', 'booked, for then or later'), patience)
      .toBeGreaterThan(10)
    await page.getByRole('button', { name: 'Pause replies' }).click()
    await page.getByText('Replies are paused').waitFor()
    // The replies were paused during the siege, not after it.
    expect(await page.getByRole('progressbar').isVisible()).toBe(true)
    await page.locator('.alarms li', { hasText: 'Siege' }).getByText('In alarm').waitFor(patience)
    await page.getByRole('button', { name: 'Stop the siege' }).click()
    await page.getByText(/^Cost: €[\d.]+\. A number that answers every text .* would have paid €/).waitFor()
  }, 300_000)

  it('starts afresh: it forgets everything, and then works as at first', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'Start afresh' }).click()
    await page.getByText('Nothing yet. Write a first text below.').waitFor(patience)
    await page.getByText('Live', { exact: true }).waitFor(patience)
    expect(await page.locator('.bubble').count()).toBe(0)
    await expect.poll(() => shownIn('Senders blocked today', 'senders'), patience).toBe(0)
    expect(await page.getByText('Replies are paused').count()).toBe(0)
    const phone = page.locator('.phone').first()
    await phone.getByRole('textbox').fill('Salut')
    await phone.getByRole('textbox').press('Enter')
    await phone.getByText('Answered at').waitFor({ timeout: 150_000 })
  }, 300_000)
})
