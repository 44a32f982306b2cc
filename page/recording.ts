import { readFileSync } from 'node:fs'
import type { Alarm, Events, Message, Recording, Stage } from './client/protocol.ts'
import { bundle } from './server/site.ts'

/** Of states that change all the time, a recording keeps the first, and the newest of each such time (in ms). */
const keptEachMs: Partial<Record<keyof Events, number>> = { metrics: 10_000, experiment: 500 }

/** Records what the page at `url` hears of its number, from when it has heard the first of it until `end` is called. */
export const startRecording = async (url: string) => {
  const [stage, messages] = [await read<Stage>(url, 'stage'), await read<readonly Message[]>(url, 'messages')]
  const ended = new AbortController()
  const at = Date.now()
  let events: Recording['events'] = []
  const begun = Promise.withResolvers<void>()
  const add = (name: keyof Events, data: unknown): void => {
    const after = Date.now() - at
    const each = keptEachMs[name]
    const isReplaced = ([before, other]: Recording['events'][number]) =>
      each !== undefined && other === name && Math.floor(before / each) === Math.floor(after / each)
    const first = events.find(([, other]) => other === name)
    events = [...events.filter((event) => event === first || !isReplaced(event)), [after, name, data]]
    begun.resolve()
  }
  const listening = listen(url, ended.signal, add).catch(() => undefined)
  await begun.promise
  return {
    end: async (): Promise<Recording> => {
      ended.abort()
      await listening
      return { at, stage, messages, events }
    },
  }
}

/** Reads what a number says in the language of its operators: its dashboard, and its alarms as they are at first. */
export const wordsAt = async (url: string): Promise<NonNullable<Recording['french']>> => {
  const { dashboard } = await read<Stage>(url, 'stage')
  const heard = new AbortController()
  const alarms = Promise.withResolvers<readonly Alarm[]>()
  const listening = listen(url, heard.signal, (name, data) => {
    if (name === 'alarms') alarms.resolve(data as readonly Alarm[])
  }).catch(() => undefined)
  const descriptions = Object.fromEntries((await alarms.promise).map(({ name, description }) => [name, description]))
  heard.abort()
  await listening
  return { dashboard, descriptions }
}

const read = async <T>(url: string, what: 'stage' | 'messages'): Promise<T> =>
  (await (await fetch(`${url}/api/${what}`)).json()) as T

const listen = async (url: string, signal: AbortSignal, add: (name: keyof Events, data: unknown) => void) => {
  const { body } = await fetch(`${url}/api/events`, { signal })
  let heard = ''
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const [rest = '', ...complete] = `${heard}${chunk}`.split('\n\n').toReversed()
    heard = rest
    for (const event of complete.toReversed()) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/m.exec(event) ?? []
      if (name !== undefined) add(name as keyof Events, JSON.parse(data ?? ''))
    }
  }
}

/** Leaves out series that never had a value, which most reasons for silence are. */
const withoutNulls = (_: string, value: unknown): unknown =>
  Array.isArray(value) && value.length > 0 && value.every((one) => one === null) ? undefined : value

/** What the licence of the code in a recording wants to be said. */
const notice = 'With lit, Copyright 2017 Google LLC (BSD-3-Clause): see LICENSES in the repository.'

/** The page that shows a recording, as one file that needs no server, and speaks the language of its browser. */
export const recordedPage = async (recording: Recording): Promise<string> => {
  const files = await bundle({ script: 'client/recorded.ts', style: 'style.css' })
  const textOf = (type: '.css' | '.js'): string => files.find(({ path }) => path.endsWith(type))?.text ?? ''
  const script = textOf('.js').replaceAll('</script', '<\\/script')
  const json = JSON.stringify({ ...recording, stage: { ...recording.stage, commandPrefix: '' } }, withoutNulls)
  return readFileSync(new URL('index.html', import.meta.url), 'utf8')
    .replace('<title>', `<!-- ${notice} -->\n    <title>`)
    .replace('<link rel="stylesheet" href="/assets/style.css" />', () => `<style>${textOf('.css')}</style>`)
    .replace(
      '<script type="module" src="/assets/main.js"></script>',
      () =>
        `<script type="application/json" id="recording">${json.replaceAll('<', '\\u003c')}</script>\n    <script type="module">${script}</script>`,
    )
}
