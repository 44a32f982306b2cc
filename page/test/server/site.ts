import { createJournal, type IncomingText } from '../../../emulator/index.ts'
import type { LogEvent } from '../../../ops/log-event.ts'
import type { Alarm, Experiment, Figures, Message, Receipt, Sending, Stage } from '../../client/protocol.ts'
import { idle } from '../../experiments/experiments.ts'
import { buildAssets, type Site } from '../../server/site.ts'
import { createWeb } from '../../server/web.ts'

const assets = await buildAssets()

export const sending: Sending = { paused: false, refused: [] }

export const line = '+32460000000'

export const stage: Stage = {
  stage: 'toy',
  startedAt: '2026-11-24T12:00:00.000Z',
  commandPrefix: '',
  lines: [{ number: line, carrier: 'aws' }],
  currency: { code: 'EUR', perUsd: 0.92 },
  replyDelayMs: { min: 0, max: 0 },
  exampleSenders: ['+33612345678'],
  repliesADay: 1000,
}

export const message: Message = {
  id: 'inbound-1',
  direction: 'inbound',
  from: '+33612345678',
  to: line,
  text: '<script>alert(1)</script>\n\ndata: no',
  at: '2026-11-24T20:31:07.123Z',
}

/** The site of the page without a number: the test emits events, and sees what the site calls. */
export const setUp = (shown: Stage = stage) => {
  const [received, called, begun]: [IncomingText[], Omit<IncomingText, 'text'>[], string[]] = [[], [], []]
  const journals = {
    seen: createJournal<Message>(0),
    updates: createJournal<LogEvent>(0),
    receipts: createJournal<{ readonly id: string; readonly receipt: Receipt }>(0),
    figures: createJournal<Figures>(1),
    alarms: createJournal<readonly Alarm[]>(1),
    progress: createJournal<Experiment>(1),
    sending: createJournal<Sending>(1),
  }
  journals.progress.append(idle)
  journals.sending.append(sending)
  const ended = new AbortController()
  const site: Site = {
    assets,
    contact: undefined,
    stage: shown,
    receiveText: async (text) => `inbound-${received.push(text)}`,
    receiveCall: async (call) => `call-${called.push(call)}`,
    messages: { entries: () => [], seen: journals.seen, updates: journals.updates, receipts: journals.receipts },
    figures: journals.figures,
    alarms: journals.alarms,
    experiments: {
      progress: journals.progress,
      start: (kind) => {
        if (kind === 'siege' && begun.includes(kind)) return 'busy'
        begun.push(kind)
        return idle
      },
      stop: () => begun.push('stop'),
      isBesieger: () => false,
      end: () => {},
    },
    sending: journals.sending,
    ended: ended.signal,
  }
  const web = createWeb(site, async () => {
    begun.push('afresh')
    ended.abort()
  })
  const fetch = async (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) =>
    web.request(path, { ...init, headers: { host: 'localhost:4000', ...headers } })
  const ask = async (...request: Parameters<typeof fetch>) => {
    const response = await fetch(...request)
    const type = response.headers.get('content-type') ?? ''
    return { status: response.status, body: type.includes('json') ? await response.json() : await response.text() }
  }
  const post = (body: string, headers?: Record<string, string>, path = '/api/messages') =>
    ask(path, { method: 'POST', body }, headers)
  return { site, fetch, ask, post, received, called, begun, hangUp: () => ended.abort(), ...journals }
}
