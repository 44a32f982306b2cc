import type { Recording } from './protocol.ts'

const recording: Recording = JSON.parse(document.getElementById('recording')?.textContent ?? '')
const began = performance.now()

// The page tells the time of the recording.
Date.now = () => recording.at + performance.now() - began

const answers: Readonly<Record<string, unknown>> = {
  'GET /api/stage': { ...recording.stage, recorded: true },
  'GET /api/messages': recording.messages,
}
globalThis.fetch = async (path, { method = 'GET' } = {}) => {
  const answer = answers[`${method} ${path}`]
  return answer === undefined ? new Response(null, { status: 410 }) : Response.json(answer)
}

class RecordedEvents extends EventTarget {
  constructor() {
    super()
    setTimeout(() => this.dispatchEvent(new Event('open')))
    for (const [afterMs, name, data] of recording.events)
      setTimeout(() => this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) })), afterMs)
  }
}
Object.assign(globalThis, { EventSource: RecordedEvents })

await import('./main.ts')
