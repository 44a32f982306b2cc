import { randomUUID } from 'node:crypto'

import type { HttpSmsAccount } from './account.ts'
import { type ActionHandler, actionHandler, done, invalid } from './action-handler.ts'
import { messageAnswer } from './message.ts'
import { heartbeatsRequest, messageRequest, phoneRequest, phonesRequest } from './requests.ts'

/** The API actions on an account's phones. */
export const phoneActions = (
  { phones, userId }: HttpSmsAccount,
  now: () => number,
): { readonly [action: string]: ActionHandler } => ({
  SendMessage: actionHandler(messageRequest, ({ from, to, content, request_id }) => {
    const phone = phones.get(from)
    if (phone === undefined) return invalid({ from: [`there is no phone with the number ${from}`] })
    const message = {
      id: randomUUID(),
      requestId: request_id || null,
      to,
      text: content,
      takenAt: now(),
      maxAttempts: phone.settings().max_send_attempts,
    }
    phone.send(message)
    return done('message added to queue', messageAnswer(message, phone.settings()))
  }),
  ListHeartbeats: actionHandler(heartbeatsRequest, ({ owner, limit, skip }) => {
    const phone = phones.get(owner)
    const newest = phone === undefined ? [] : [heartbeatAnswer(owner, userId, phone.lastHeartbeatAt())]
    return done('fetched heartbeats', newest.slice(skip, skip + limit))
  }),
  ListPhones: actionHandler(phonesRequest, ({ limit, skip }) => {
    const all = [...phones.values()].map((phone) => phone.settings())
    return done('fetched phones', all.slice(skip, skip + limit))
  }),
  UpdatePhone: actionHandler(phoneRequest, ({ phone_number, ...changes }) => {
    const phone = phones.get(phone_number)
    // httpSMS itself would create the phone.
    if (phone === undefined) return invalid({ phone_number: [`there is no phone with the number ${phone_number}`] })
    phone.change(changes)
    return done('phone updated successfully', phone.settings())
  }),
})

const heartbeatAnswer = (owner: string, user_id: string, at: number) => ({
  id: randomUUID(),
  owner,
  version: 'embedded',
  charging: true,
  user_id,
  timestamp: new Date(at).toISOString(),
})
