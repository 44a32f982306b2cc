import type { Alarm, Recording } from './protocol.ts'

const recording: Recording = JSON.parse(document.getElementById('recording')?.textContent ?? '')
const began = performance.now()

// The page tells the time of the recording.
Date.now = () => recording.at + performance.now() - began

const french = navigator.language.startsWith('fr') ? recording.french : undefined
if (french !== undefined) document.documentElement.lang = 'fr'

const answers: Readonly<Record<string, unknown>> = {
  '/api/stage': { ...recording.stage, ...(french && { dashboard: french.dashboard }), recorded: true },
  '/api/messages': recording.messages,
}
globalThis.fetch = async (path) => Response.json(answers[String(path)])

const translated = (alarms: readonly Alarm[]): readonly Alarm[] =>
  alarms.map((alarm) => ({ ...alarm, description: french?.descriptions[alarm.name] ?? alarm.description }))

class RecordedEvents extends EventTarget {
  constructor() {
    super()
    setTimeout(() => this.dispatchEvent(new Event('open')))
    for (const [afterMs, name, recorded] of recording.events) {
      const data = JSON.stringify(name === 'alarms' ? translated(recorded as readonly Alarm[]) : recorded)
      setTimeout(() => this.dispatchEvent(new MessageEvent(name, { data })), afterMs)
    }
  }
}
Object.assign(globalThis, { EventSource: RecordedEvents })

await import('./main.ts')
