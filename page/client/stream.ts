import type { Events } from './protocol.ts'

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
}
