import { describe, expect, it, vi } from 'vitest'
import { deliveryStatuses } from '../../shared/rules/delivery-report.ts'
import { allSilentReasons, outcomes } from '../../shared/rules/telemetry.ts'
import { hasChromium } from '../chromium.ts'
import type { Alarm, Experiment, Message } from '../client/protocol.ts'
import { phoneOf, violations } from './browser.ts'
import { line, stage, useFakeNumber } from './fake-page.ts'

/** Waiting takes this long only on a busy machine. */
const patienceMs = 60_000

const sender = '+33612345670'
const at = '2026-11-24T20:31:07.000Z'
const inbound = (id: string, text = 'Salut'): Message => ({
  id,
  direction: 'inbound',
  from: sender,
  to: line,
  text,
  at,
})

const alarm = (state: Alarm['state']): Alarm => ({
  name: 'siege',
  title: 'Siege',
  description: 'Genuine senders are hurt.',
  state,
  since: at,
  runbookUrl: 'https://example.org/runbook#siege',
})

const siege: Experiment = {
  kind: 'siege-few',
  state: 'running',
  sent: 5000,
  total: 5000,
  decided: 1234,
  silenced: {},
  repliesBooked: 40,
  paused: false,
  throttled: false,
}

const minutes = Array.from({ length: 30 }, (_, minute) => 1_795_550_400 + 60 * minute)
const widgets = {
  texts: { times: minutes, values: { texts: minutes.map((_, i) => i) } },
  cost: { times: [1_795_550_400], values: { today: [12.5], month: [1234.5] } },
  quiet: { times: minutes, values: { success: minutes.map(() => null) } },
  silenced: { times: minutes, values: { blocked: minutes.map(() => 3), recently: minutes.map(() => 4) } },
  budget: { times: minutes, values: { booked: minutes.map((_, i) => i) } },
}

describe.skipIf(!hasChromium)('The page', () => {
  const { number, open } = useFakeNumber()
  const sayAll = (): void => {
    number().say('metrics', { at: 0, widgets })
    number().say('alarms', [alarm('ALARM'), { ...alarm('OK'), name: 'spending', title: 'Spending' }])
    number().say('experiment', siege)
    number().say('message', { ...inbound('1'), decision: { kind: 'silent', reason: 'blocked' } })
  }

  it.each(['en-GB', 'fr-FR'])(
    'explains what became of a text for every reason, outcome and report (%s)',
    async (locale) => {
      const page = await open({ locale })
      const verdicts = phoneOf(page, sender).locator('.verdict')
      number().say('message', inbound('undecided'))
      for (const reason of allSilentReasons) {
        number().say('message', inbound(reason))
        number().say('update', { id: reason, decision: { kind: 'silent', reason } })
      }
      for (const outcome of outcomes) {
        number().say('message', inbound(outcome))
        number().say('update', { id: outcome, decision: { kind: 'reply', dueAt: at } })
        number().say('update', { id: outcome, outcome })
      }
      for (const delivery of deliveryStatuses) {
        const id = `reply ${delivery}`
        number().say('message', inbound(id))
        // With several execution environments, a report can be logged before the outcome.
        number().say('update', { id, decision: { kind: 'reply', dueAt: at }, delivery })
        number().say('update', { id, outcome: 'sent' })
      }
      number().say('message', inbound('due'))
      number().say('update', { id: 'due', decision: { kind: 'reply', dueAt: at } })
      const due =
        locale === 'fr-FR'
          ? /^Réponse prévue .* pour que la victime ait/
          : /^To be answered at .* so that the victim has/
      await verdicts.filter({ hasText: due }).waitFor()
      const sentences = await verdicts.allTextContents()
      const each = allSilentReasons.length + outcomes.length + deliveryStatuses.length
      expect(new Set(sentences).size).toBe(1 + each + 1)
      expect(sentences.filter((sentence) => sentence.startsWith('Silence'))).toHaveLength(allSilentReasons.length)
    },
  )

  it('shows hostile text as text, wherever it comes from', async () => {
    const hostile = '<img src=x onerror="document.title=\'pwned\'"><script>document.title="pwned"</script>'
    number().messages.push({ ...inbound('1', hostile), from: hostile })
    const page = await open()
    number().say('alarms', [
      { ...alarm('ALARM'), title: hostile, description: `[click](javascript:alert(1)) ${hostile}` },
    ])
    await page.locator('.bubble').getByText(hostile).waitFor()
    await page.locator('.alarms summary').click()
    await page.locator('.alarms details p').getByText(hostile).waitFor()
    await page.getByRole('heading', { name: hostile }).waitFor()
    expect(await page.locator('img, body script, a[href^="javascript"]').count()).toBe(0)
    expect(await page.title()).toBe('Anti-relou')
  })

  it('draws the dashboard: charts with their latest values, numbers, text, and a sentence where data is missing', async () => {
    const page = await open()
    sayAll()
    const widget = (id: string) => page.locator(`[data-widget="${id}"]`)
    await widget('budget').getByRole('img', { name: 'Parts booked' }).locator('canvas').waitFor()
    expect(await widget('budget').locator('.legend').textContent()).toMatch(/Booked this hour\s*29[\s\S]*budget\s*100/)
    expect(await widget('cost').textContent()).toMatch(/Today\s*12\.5\s*This month\s*1,234\.5/)
    expect(await widget('quiet').textContent()).toContain('No data yet.')
    expect(await widget('guide').getByRole('link', { name: 'runbook' }).getAttribute('href')).toBe(
      'https://example.org/runbook',
    )
    const [left, right] = await Promise.all(['silenced', 'budget'].map((id) => widget(id).boundingBox()))
    expect(left?.y).toBe(right?.y)
  })

  it('shows that an alarm goes off, and announces it', async () => {
    const page = await open()
    number().say('alarms', [alarm('OK')])
    await page.locator('.alarms .OK').waitFor()
    number().say('alarms', [alarm('ALARM')])
    await page.getByText('Siege: In alarm.').waitFor({ state: 'attached' })
    await page.getByText('1 alarm', { exact: true }).waitFor()
    await page.locator('.alarms summary').click()
    expect(await page.getByRole('link', { name: 'What to do' }).getAttribute('href')).toBe(alarm('OK').runbookUrl)
  })

  it('shows the progress of a siege, and its cost', async () => {
    const page = await open({ provoked: /409/ })
    number().say('experiment', siege)
    const progress = page.getByRole('progressbar', { name: '1,234 of 5,000 texts decided' })
    expect(await progress.getAttribute('max')).toBe('5000')
    await page.getByRole('button', { name: 'Siege from 5,000 numbers' }).click()
    await page.getByText('A siege is running: wait for its end, or stop it.').waitFor()
    await page.getByRole('button', { name: 'Stop the siege' }).click()
    await vi.waitFor(
      () =>
        expect(number().asked).toStrictEqual([
          'POST /api/experiments {"kind":"siege-many"}',
          'DELETE /api/experiments ',
        ]),
      patienceMs,
    )
    number().say('experiment', {
      ...siege,
      state: 'done',
      decided: 5000,
      silenced: { blocked: 4960 },
      costUsd: 3.2,
      unprotectedUsd: 800,
    })
    await page.getByText('5,000 texts decided, 40 answered. Silence: blocked 4,960.').waitFor()
    await page.getByText('Cost: €2.94. A number that answers every text').waitFor()
    await page.getByText('would have paid €736.00.').waitFor()
    expect(await page.getByRole('progressbar').count()).toBe(0)
  })

  it('says that the connection is lost, and catches up when it is back', async () => {
    const page = await open({ provoked: /ERR_|Failed to load/ })
    await vi.waitFor(() => expect(number().listeners()).toBe(1), patienceMs)
    number().messages.push(inbound('missed', 'Did you get that?'))
    number().hangUp()
    await page.getByText('Connection lost. Trying again…').waitFor()
    await page.getByText('Did you get that?').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
  })

  it('asks for another number instead of an invalid one, and opens no phone', async () => {
    const page = await open()
    const field = page.getByRole('combobox', { name: 'Sender' })
    const phones = await page.locator('.phone').count()
    await field.fill('06 12 34 56 78')
    await field.press('Enter')
    const said = () =>
      field.evaluate<string, { readonly validationMessage: string }>((input) => input.validationMessage)
    expect(await said()).toMatch(/^Write the number with its country code, such as \+/)
    expect(await page.locator('.phone').count()).toBe(phones)
    await field.fill('+33 6 12 34 56 71')
    expect(await said()).toBe('')
    await field.press('Enter')
    await phoneOf(page, '+33612345671').waitFor()
  })

  it('says that the hours before are full, if a reply waits for longer than the delay', async () => {
    const page = await open()
    const inAnHour = new Date(Date.parse(at) + 3_600_000).toISOString()
    number().say('message', inbound('later'))
    number().say('update', { id: 'later', decision: { kind: 'reply', dueAt: inAnHour } })
    await phoneOf(page, sender).getByText('all hours before that are booked').waitFor()
    await page
      .getByRole('banner')
      .getByText(/^The hours before .* are booked/)
      .waitFor()
    expect(await violations(page)).toStrictEqual([])
  })

  it('says why a text was not sent, and keeps it in the field', async () => {
    const page = await open({ provoked: /409/ })
    const phone = phoneOf(page, stage.exampleSenders[0] ?? '')
    await phone.getByRole('textbox').fill('Salut')
    await phone.getByRole('button', { name: 'Send' }).click()
    await phone.getByText('Not sent. A siege is running.').waitFor()
    expect(await phone.getByRole('textbox').inputValue()).toBe('Salut')
  })

  it('can be used by keyboard, with a visible focus', async () => {
    const page = await open({ provoked: /409/ })
    const focused = () =>
      page.evaluate<string>(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()",
      )
    await page.keyboard.press('Tab')
    await page.keyboard.type(' 06')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('+33 6 99 99 99 99')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Open a phone')
    await page.keyboard.press('Enter')
    await vi.waitFor(async () => expect(await focused()).toBe(`Your text to ${line}`), patienceMs)
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await page.keyboard.type('Salut')
    await page.keyboard.press('Enter')
    await vi.waitFor(
      () => expect(number().asked[0]).toContain('{"from":"+33699999999","to":"+32460000000","text":"Salut"}'),
      patienceMs,
    )
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Ten curious testers')
    await page.keyboard.press('Space')
    await vi.waitFor(() => expect(number().asked[1]).toContain('testers'), patienceMs)
  })

  it.each([
    ['light', 1440, 'en-GB'],
    ['dark', 1440, 'fr-FR'],
    ['light', 360, 'fr-FR'],
    ['dark', 360, 'en-GB'],
  ] as const)('is accessible and fits the viewport: %s, %i px wide, %s', async (colorScheme, width, locale) => {
    const page = await open({ colorScheme, width, locale })
    sayAll()
    await page.locator('.alarms summary').first().click()
    await page.locator('.verdict').first().waitFor()
    expect(await violations(page)).toStrictEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    expect(await page.evaluate('document.documentElement.lang')).toBe(locale.slice(0, 2))
  })

  it('shows one phone at a time in a narrow viewport', async () => {
    const page = await open({ width: 360 })
    number().say('message', inbound('1', 'Coucou'))
    await page.getByText('Coucou').waitFor()
    expect(await page.locator('.phone:visible').count()).toBe(1)
    await page.getByRole('combobox', { name: 'Phone shown' }).selectOption(stage.exampleSenders[0] ?? '')
    await page.getByText('Nothing yet.').waitFor()
    expect(await page.locator('.phone:visible').count()).toBe(1)
  })
})
