import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { startChromium } from '../chromium.ts'
import type { Events, Message, Stage } from '../client/protocol.ts'
import { inLanguage } from '../server/site.ts'
import { startWeb } from '../server/web.ts'
import { type OpenPage, openPage } from './browser.ts'
import { setUp, stage as toy } from './server/site.ts'

/** Gives each test of a suite a fake number and pages of it in one browser. A problem on any page fails the test. */
export const useFakeNumber = (shown: Stage = stage) => {
  let browser: Browser
  let number: ReturnType<typeof createFakeNumber>
  const opened: OpenPage[] = []
  beforeAll(async () => {
    browser = await startChromium()
  })
  afterAll(() => browser?.close())
  beforeEach(() => {
    number = createFakeNumber(shown)
  })
  afterEach(async () => {
    await Promise.all(opened.map(({ page }) => page.context().close()))
    expect(opened.splice(0).flatMap(({ problems }) => problems)).toStrictEqual([])
  })
  return {
    number: () => number,
    open: async (options: Parameters<typeof openPage>[2] = {}) => {
      const { asked, serve } = number
      const opening = await openPage(browser, await serve(options.locale), options)
      opening.page.on('request', (request) => {
        if (request.method() !== 'GET')
          asked.push(`${request.method()} ${new URL(request.url()).pathname} ${request.postData() ?? ''}`)
      })
      opened.push(opening)
      return opening.page
    },
  }
}

/** A number that refuses all, as if a siege were running. The test says which events it emits. */
const createFakeNumber = (shown: Stage) => {
  const { site: accepting, hangUp, ...journals } = setUp(shown)
  const messages: Message[] = []
  const refuse = async (): Promise<never> => {
    throw new Error('A siege is running.')
  }
  const site = {
    ...accepting,
    receiveText: refuse,
    receiveCall: refuse,
    messages: { ...accepting.messages, entries: () => messages },
    experiments: { ...accepting.experiments, start: () => 'busy' as const },
  }
  const told: { readonly [Name in keyof Events]: (data: Events[Name]) => void } = {
    message: journals.seen.append,
    update: ({ id, ...fate }) => journals.updates.append({ inboundId: id, ...fate }),
    metrics: journals.metrics.append,
    alarms: journals.alarms.append,
    experiment: journals.progress.append,
    sending: journals.sending.append,
  }
  return {
    /** What pages have asked for, besides reading. */
    asked: [] as string[],
    messages,
    hangUp,
    say: <Name extends keyof Events>(name: Name, data: Events[Name]): void => told[name](data),
    /** Serves the page, in the language of its browser's locale. Returns its URL. */
    serve: (locale = 'en') => {
      const assets = inLanguage(site.assets, locale.startsWith('fr') ? 'fr' : 'en')
      return startWeb({ assets, site: Promise.resolve({ ...site, assets }), port: 0, startAfresh: async () => site })
    },
  }
}

const chart = { kind: 'timeSeries', y: 6, periodSeconds: 10, stacked: false, left: {}, annotations: [] } as const
const figure = { ...chart, kind: 'singleValue', y: 2 } as const

const guide = '# The number\nSee the [runbook](https://example.org/runbook).'
const sums = { today: 'Today', month: 'This month' }
const limit = { label: 'Hour’s budget', value: 100, color: '#d13212' }
const hourly = { periodSeconds: 3600, left: { label: 'replies', min: 0 }, annotations: [limit] }
const daily = {
  periodSeconds: 86_400,
  annotations: [{ ...limit, value: 1000 }],
  series: [{ id: 'booked', label: 'booked', addsUp: true, metrics: ['Bookings'] }],
}
const since = { series: [{ id: 'since', label: 'minutes', addsUp: false, metrics: ['Heartbeats'] }] }
const reasons = { blocked: 'blocked', recently: 'answered recently' }

const series = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([id, label]) => ({ id, label, addsUp: true, metrics: [id] }))

/** A stage with a widget of each kind. */
export const stage: Stage = {
  ...toy,
  commandPrefix: 'AWS_PORT=4712 ',
  exampleSenders: ['+33612345678', '+33612345679', '+32470123456', '+41781234567'],
  dashboard: [
    { id: 'guide', kind: 'text', x: 0, y: 0, markdown: guide },
    { ...figure, id: 'texts', x: 0, title: 'Texts today', series: series({ texts: 'Texts today' }) },
    { ...figure, id: 'cost', x: 6, title: 'Estimated cost (USD)', series: series(sums) },
    { ...figure, id: 'quiet', x: 12, title: 'Delivery success', series: series({ success: 'success' }) },
    { ...figure, id: 'refused', x: 21, title: 'Line refused (0: no)', series: series({ refused: 'times' }) },
    { ...figure, ...since, id: 'beat', x: 22, title: 'Minutes since the last heartbeat' },
    { ...chart, id: 'silenced', x: 0, title: 'Silence, by reason', stacked: true, series: series(reasons) },
    { ...chart, ...hourly, id: 'budget', x: 12, title: 'Replies booked', series: series({ booked: 'This hour' }) },
    { ...chart, ...daily, id: 'day', x: 18, title: 'Replies booked by the day' },
    { id: 'alarms', kind: 'alarms', x: 0, y: 12, title: 'Alarms' },
    { id: 'machines', kind: 'text', x: 0, y: 16, markdown: '# The machines' },
    { ...chart, id: 'errors', x: 0, y: 17, title: 'Errors', series: series({ errors: 'errors' }) },
  ],
}
