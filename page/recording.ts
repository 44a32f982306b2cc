import { readFileSync } from 'node:fs'
import type { OperatorLanguage } from '../settings/values.ts'
import type { Events, Message, Recording, Stage } from './client/protocol.ts'
import { bundle } from './server/site.ts'

/** Of the metrics, which are large, a recording keeps the newest of each such time. */
const metricsMs = 4000

/** Records what the page at `url` hears of its number, from when it has heard the first of it until `end` is called. */
export const startRecording = async (url: string) => {
  const get = async <T>(path: string) => (await (await fetch(`${url}${path}`)).json()) as T
  const [stage, messages] = [await get<Stage>('/api/stage'), await get<readonly Message[]>('/api/messages')]
  const ended = new AbortController()
  const at = Date.now()
  let events: Recording['events'] = []
  const begun = Promise.withResolvers<void>()
  const add = (name: keyof Events, data: unknown): void => {
    const after = Date.now() - at
    const isReplaced = ([before, other]: Recording['events'][number]) =>
      name === 'metrics' && other === name && Math.floor(before / metricsMs) === Math.floor(after / metricsMs)
    events = [...events.filter((event) => !isReplaced(event)), [after, name, data]]
    begun.resolve()
  }
  const { body } = await fetch(`${url}/api/events`, { signal: ended.signal })
  const listening = (async () => {
    let heard = ''
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const [rest = '', ...complete] = `${heard}${chunk}`.split('\n\n').toReversed()
      heard = rest
      for (const event of complete.toReversed()) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/m.exec(event) ?? []
        if (name !== undefined) add(name as keyof Events, JSON.parse(data ?? ''))
      }
    }
  })().catch(() => undefined)
  await begun.promise
  return {
    end: async (): Promise<Recording> => {
      ended.abort()
      await listening
      return { at, stage, messages, events }
    },
  }
}

/** What the licences of the code in a recording want to be said. */
const notice =
  'With lit, Copyright 2017 Google LLC (BSD-3-Clause), and uPlot, Copyright 2025 Leon Sorokin (MIT): see LICENSES in the repository.'

/** The page that shows a recording, as one file that needs no server. */
export const recordedPage = async (recording: Recording, language: OperatorLanguage): Promise<string> => {
  const files = await bundle({ script: 'client/recorded.ts', style: 'style.css' })
  const textOf = (type: '.css' | '.js'): string => files.find(({ path }) => path.endsWith(type))?.text ?? ''
  const script = textOf('.js').replaceAll('</script', '<\\/script')
  const json = JSON.stringify({ ...recording, stage: { ...recording.stage, commandPrefix: '' } })
    // The file lies among the documents, beside the runbook.
    .replaceAll('"runbookUrl":"docs/', '"runbookUrl":"')
    .replaceAll('<', '\\u003c')
  return readFileSync(new URL('index.html', import.meta.url), 'utf8')
    .replace('lang="en"', `lang="${language}"`)
    .replace('<title>', `<!-- ${notice} -->\n    <title>`)
    .replace('<link rel="stylesheet" href="/assets/style.css" />', () => `<style>${textOf('.css')}</style>`)
    .replace(
      '<script type="module" src="/assets/main.js"></script>',
      () =>
        `<script type="application/json" id="recording">${json}</script>\n    <script type="module">${script}</script>`,
    )
}
