import { expect, test } from 'vitest'
import { minute } from '../../../shared/rules/timing.ts'
import { createVirtualNumber } from '../../../test/functions/virtual-number.ts'
import { line } from './example.ts'
import { begin, openMailbox, setUp } from './polled.ts'

/** A stage with a line of Time2Chat, on a mailbox that it may share with another. */
const startStage = async (mailbox: ReturnType<typeof openMailbox>) => {
  const lines = [{ number: line, language: 'fr', budget: 'default', carrier: 'ovh' } as const]
  const number = createVirtualNumber({ startAt: begin, config: { lines } })
  const poll = await setUp({}, minute, mailbox)
  poll.ports.publish = async ({ originationNumber, messageBody, inboundMessageId: id }) =>
    void number.text(originationNumber, messageBody, { to: line, id })
  return { number, poll }
}

const [persistent, newcomer] = ['+33612345678', '+33622345678'] as const

test('while a new stage takes a number over, nobody is answered twice, and nobody after STOP', async () => {
  const mailbox = openMailbox()
  const { ovh, clock } = await mailbox
  const [old, young] = [await startStage(mailbox), await startStage(mailbox)]
  const text = (from: string, words: string) => ovh.account.phones.get(line)?.text(from, words)
  /** Lets minutes pass in which one of the stages fetches, or none. */
  const pass = async (minutes: number, fetching?: typeof old) => {
    for (let n = 0; n < minutes; n++) {
      if (fetching === undefined) clock.now += minute
      else await fetching.poll.poll()
      for (const { number } of [old, young]) await number.pass(minute)
    }
  }
  await text(persistent, 'Salut')
  await pass(5, old)
  old.number.setPaused(true)
  await text(persistent, 'STOP')
  await text(newcomer, 'Bonsoir')
  await pass(5)
  await text(persistent, 'Allo ?')
  await pass(80, young)
  expect(old.number.phones).toEqual([])
  expect(young.number.phones.map(({ to }) => to)).toEqual([newcomer])
})
