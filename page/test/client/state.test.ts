import { expect, test } from 'vitest'
import { canBeCalled, createStore, type State, withFate, withPhone, withServer, withText } from '../../client/state.ts'
import { line, message, stage } from '../server/site.ts'

const frames: (() => void)[] = []
const drawn: State[] = []
const store = createStore(
  (state) => drawn.push(state),
  (draw) => frames.push(draw),
)
const empty: State = { ...store.state(), stage }
const sender = (n: number) => `+3361234${5600 + n}`
const from = (n: number, id = `text ${n}`) => ({ ...message, id, from: sender(n), to: line })

test('twelve phones are open at most, and the oldest closes for another, but for the one that is shown', () => {
  const twelve = Array.from({ length: 12 }, (_, n) => sender(n)).reduce(withPhone, { ...empty, shown: sender(0) })
  expect(twelve.open).toHaveLength(12)
  const more = withPhone(twelve, sender(12))
  expect(more.open).toEqual([sender(0), ...twelve.open.slice(2), sender(12)])
  expect(withPhone(more, sender(3)).open).toEqual(more.open)
})

test('who texts first is shown, and another only while nobody uses the phone that is', () => {
  const first = withText(empty, from(1), false)
  expect([first.open, first.shown]).toEqual([[sender(1)], sender(1)])
  expect(withText(first, from(2), false).shown).toBe(sender(1))
  expect(withText({ ...empty, shown: sender(9) }, from(2), true).shown).toBe(sender(9))
  expect(withText({ ...first, showsNext: true }, from(2), true).shown).toBe(sender(2))
})

test('a message that comes twice stands once, with all that is known of it', () => {
  const known = withText(withText(empty, from(1), false), { ...from(1), outcome: 'sent' }, false)
  const [only, ...others] = withFate(known.conversations, { id: 'text 1', delivery: 'delivered' }).get(sender(1)) ?? []
  expect(only).toMatchObject({ id: 'text 1', outcome: 'sent', delivery: 'delivered' })
  expect(others).toEqual([])
})

test('what failed to send may be tried again once the number answers anew', () => {
  const failed = { ...empty, notSent: { [sender(1)]: 'The number is starting.' } }
  expect(withServer(failed, stage, []).notSent).toEqual({})
})

test('a line can be called if its carrier takes calls', () => {
  const called = { ...stage, lines: stage.lines.map((one) => ({ ...one, carrier: 'httpsms' as const })) }
  expect([canBeCalled(empty, line), canBeCalled({ ...empty, stage: called }, line)]).toEqual([false, true])
})

test('many changes in a frame are drawn once', () => {
  for (const now of [1, 2]) store.change((state) => ({ ...state, now }))
  for (const draw of frames.splice(0)) draw()
  expect(drawn.map(({ now }) => now)).toEqual([2])
})
