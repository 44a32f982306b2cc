import { render } from 'lit/html.js'
import { createActions } from './actions.ts'
import { ask, listenToServer } from './api.ts'
import { page } from './page.ts'
import type { Message, Stage } from './protocol.ts'
import { createStore, withFate, withServer, withText } from './state.ts'

const store = createStore((state) => render(page(state, actions), document.body), requestAnimationFrame)
const actions = createActions(store)
const { change } = store
change((state) => state)

/** Later events wait until the server's state has been loaded, which would overwrite them. */
let caughtUp = Promise.resolve()
const catchUp = async (): Promise<void> => {
  const [stage, messages] = await Promise.all([
    ask<Stage>('GET', '/api/stage'),
    ask<readonly Message[]>('GET', '/api/messages'),
  ])
  // The number was started afresh, so everything on the page is out of date.
  if ((store.state().stage?.startedAt ?? stage.startedAt) !== stage.startedAt) location.reload()
  change((state) => withServer(state, stage, messages))
}

listenToServer({
  open: () => {
    caughtUp = catchUp().catch(() => undefined)
  },
  lost: () => change((state) => ({ ...state, connection: 'lost' })),
  message: (message) =>
    caughtUp.then(() => {
      const isBusy = document.activeElement?.closest('.phones') != null
      change((state) => withText(state, message, isBusy))
    }),
  update: (update) =>
    caughtUp.then(() => change((state) => ({ ...state, conversations: withFate(state.conversations, update) }))),
  figures: (figures) => change((state) => ({ ...state, figures })),
  sending: (sending) => change((state) => ({ ...state, sending })),
  alarms: (alarms) => change((state) => ({ ...state, alarms })),
  // A siege is refused while another is running, so the refusal no longer applies once that one ends.
  experiment: (experiment) =>
    change((state) => ({ ...state, experiment, refusal: experiment.state === 'running' ? state.refusal : '' })),
})

// The time passes although nothing happens: a reply that waits becomes overdue.
setInterval(() => change((state) => ({ ...state, now: Date.now() })), 1000)
