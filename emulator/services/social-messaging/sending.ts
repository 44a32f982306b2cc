import { randomUUID } from 'node:crypto'

import type { Account } from '../../account.ts'
import { ServiceFailure } from '../../endpoint/service.ts'
import type { Phones } from '../../phones/phones.ts'
import type { BusinessAccount } from './business-account.ts'
import type { Conversations } from './conversations.ts'
import { givenUpEvent, statusEvent } from './event.ts'
import { readMessage, readParameters } from './message-request.ts'
import { personOf } from './people.ts'
import { newWamid } from './wamid.ts'

export type SendingOptions = {
  readonly account: BusinessAccount
  readonly conversations: Conversations
  readonly habits: Pick<Account, 'readReceipts' | 'failures'>
  readonly phones: Pick<Phones, 'deliver' | 'confirm'>
  readonly publish: (event: string) => Promise<void>
  readonly now: () => number
  readonly later: (delayMs: number, work: () => void) => void
}

/** Meta's error for a recipient who has not written or called within 24 hours (Meta, error codes). */
const conversationOver = 131047

/** The time until a person looks at a reply. */
const readsAfterMs = 1500

/**
 * Accepts messages as SendWhatsAppMessage does: the response says only that AWS has the message, and statuses report later what
 * Meta did with it (user guide, managing-event-destinations-status). Throws a `ServiceFailure`.
 */
export const createSending =
  ({ account, conversations, habits, phones, publish, now, later }: SendingOptions) =>
  (parameters: object): { readonly messageId: string } => {
    const { originationPhoneNumberId, message } = readParameters(parameters)
    const number = account.find(originationPhoneNumberId)
    if (number === undefined)
      throw new ServiceFailure('ResourceNotFoundException', `There is no ${originationPhoneNumberId}`)
    const { to, text, callbackData } = readMessage(message, number.number)
    const person = personOf(to)
    const id = randomUUID()
    const outbound = { id, wamid: newWamid(person), person, callbackData }
    const tell = (status: Parameters<typeof statusEvent>[3]) =>
      publish(statusEvent(account, number, outbound, status, now()))
    const advance = async (status: 'sent' | 'delivered' | 'read'): Promise<void> => {
      phones.confirm({ id, receipt: status })
      await tell({ status })
    }
    const arrive = async (): Promise<void> => {
      phones.deliver({ id, from: number.address, to, text })
      await advance('sent')
      await advance('delivered')
      if (habits.readReceipts) later(readsAfterMs, () => void advance('read'))
    }
    const failure = habits.failures[to] ?? (conversations.isOpen(person, number) ? undefined : conversationOver)
    const end = (): Promise<void> => {
      if (failure === undefined) return arrive()
      if (failure === 'given up') return publish(givenUpEvent(account, number, outbound, now()))
      return tell({ status: 'failed', code: failure })
    }
    // This is not awaited, because AWS has accepted the message whatever becomes of it.
    void end()
    return { messageId: id }
  }
