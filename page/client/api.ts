import type { Events } from './protocol.ts'

/** The server refused a request. The message says why, in one English sentence. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Throws `Refused` when the server refuses, and fetch's own error when there is no server. */
export const ask = async <Answer>(
  method: 'GET' | 'POST' | 'DELETE',
  path: `/api/${'stage' | 'messages' | 'calls' | 'experiments' | 'restart'}`,
  body?: object,
): Promise<Answer> => {
  const response = await fetch(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Refused(response.status, await reasonIn(response))
  // Some answers are empty.
  return JSON.parse((await response.text()) || 'null')
}

const reasonIn = async (response: Response): Promise<string> => {
  const body: unknown = await response.json().catch(() => undefined)
  const said = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined
  return typeof said === 'string' ? said : `${response.status} ${response.statusText}`
}

type Listeners = { readonly [Name in keyof Events]: (data: Events[Name]) => void } & {
  /** Called when the stream opens or reopens. Events sent before that have been missed. */
  readonly open: () => void
  readonly lost: () => void
}

const retryMs = 1000

/** Listens to the server for as long as the page is open, even if the server restarts. */
export const listenToServer = (listeners: Listeners): void => {
  const source = new EventSource('/api/events')
  source.addEventListener('open', listeners.open)
  source.addEventListener('error', () => {
    listeners.lost()
    // The browser reconnects by itself, but not after a response that isn't an event stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listenToServer(listeners), retryMs)
  })
  for (const name of ['message', 'update', 'figures', 'alarms', 'experiment', 'sending'] as const)
    source.addEventListener(name, ({ data }) => listeners[name](JSON.parse(data)))
}
