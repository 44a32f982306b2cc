import { describe, expect, it } from 'vitest'
import { createJournal, createPhones, type LogLine, type PhoneText } from '../../../emulator/index.ts'
import { createMessageLog } from '../../server/messages.ts'

const at = '2026-11-24T20:31:07.123Z'
const dueAt = '2026-11-24T21:20:00.000Z'
const inbound = (id: string, from = '+33612345678'): PhoneText => {
  return { id, direction: 'inbound', from, to: '+32460000000', text: 'Salut', at }
}

const setUp = () => {
  const [texts, logs] = [createJournal<PhoneText>(), createJournal<LogLine>()]
  const { receipts, confirm } = createPhones()
  const log = (line: object) => logs.append({ at, functionName: 'toy', line: JSON.stringify(line) })
  const messages = createMessageLog({ texts, logs, receipts }, (sender) => sender === '+33699999999')
  const updates: unknown[] = []
  messages.updates.subscribe((update) => updates.push(update))
  return { texts, log, messages, updates, confirm }
}

describe('The message log', () => {
  it('keeps the first decision if a text is delivered again', () => {
    const { texts, log, messages } = setUp()
    texts.append(inbound('a'))
    log({ message: 'reply booked', inboundId: 'a', dueAt })
    log({ message: 'texts silenced', silenced: { duplicate: ['a'] } })
    expect(messages.entries()).toStrictEqual([{ ...inbound('a'), decision: { kind: 'reply', dueAt } }])
  })

  it('adds to a reply its newest receipt', () => {
    const { texts, messages, confirm } = setUp()
    const reply: PhoneText = { ...inbound('r'), direction: 'reply', to: '+33612345678', from: '+32460000000' }
    texts.append(reply)
    const told: unknown[] = []
    messages.receipts.subscribe((receipt) => told.push(receipt))
    for (const receipt of ['sent', 'delivered'] as const) confirm({ id: 'r', receipt })
    confirm({ id: 'never seen', receipt: 'read' })
    expect(messages.entries()).toStrictEqual([{ ...reply, receipt: 'delivered' }])
    expect(told.slice(0, 2)).toStrictEqual([
      { id: 'r', receipt: 'sent' },
      { id: 'r', receipt: 'delivered' },
    ])
  })

  it('leaves out texts to and from hidden senders, and updates about unknown texts', () => {
    const { texts, log, messages, updates } = setUp()
    texts.append(inbound('a', '+33699999999'))
    texts.append({ ...inbound('r', '+32460000000'), direction: 'reply', to: '+33699999999' })
    log({ message: 'reply booked', inboundId: 'a', dueAt })
    expect(messages.entries()).toStrictEqual([])
    expect(updates).toStrictEqual([])
  })

  it('keeps the newest ten thousand', () => {
    const { texts, messages } = setUp()
    for (let i = 0; i < 10_010; i++) texts.append(inbound(String(i)))
    expect(messages.entries()).toHaveLength(10_000)
    expect(messages.entries()[0]?.id).toBe('10')
  })
})
