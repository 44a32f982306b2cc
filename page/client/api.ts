import type { Events, Experiment, ExperimentKind, Message, Stage } from './protocol.ts'

/** The server refused a request. The message says why, in one English sentence. */
export class Refused extends Error {
  /** The HTTP status of the response. */
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export const getStage = async (): Promise<Stage> => (await ask('GET', '/api/stage')).json()

export const getMessages = async (): Promise<readonly Message[]> => (await ask('GET', '/api/messages')).json()

export const sendText = async (text: Pick<Message, 'from' | 'to' | 'text'>): Promise<void> => {
  await ask('POST', '/api/messages', text)
}

export const callLine = async (call: Pick<Message, 'from' | 'to'>): Promise<void> => {
  await ask('POST', '/api/calls', call)
}

export const startExperiment = async (kind: ExperimentKind): Promise<Experiment> =>
  (await ask('POST', '/api/experiments', { kind })).json()

export const stopExperiment = async (): Promise<void> => {
  await ask('DELETE', '/api/experiments')
}

/** Makes the number forget everything, by replacing it with a new one. */
export const restart = async (): Promise<void> => {
  await ask('POST', '/api/restart')
}

/** Throws `Refused` when the server refuses, and fetch's own error when there is no server. */
const ask = async (method: string, path: string, body?: unknown): Promise<Response> => {
  const response = await fetch(path, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Refused(response.status, await reasonIn(response))
  return response
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
  const on = <Name extends keyof Events>(name: Name): void =>
    source.addEventListener(name, ({ data }) => listeners[name](JSON.parse(data)))
  on('message')
  on('update')
  on('metrics')
  on('alarms')
  on('experiment')
  on('sending')
}
