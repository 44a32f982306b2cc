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
    figures: journals.figures.append,
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

/** A stage with a port of its own, and senders of several countries. */
export const stage: Stage = {
  ...toy,
  commandPrefix: 'AWS_PORT=4712 ',
  exampleSenders: ['+33612345678', '+33612345679', '+32470123456', '+41781234567'],
}
