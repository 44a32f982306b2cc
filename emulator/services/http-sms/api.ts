import type { ServiceHandler } from '../../endpoint/router.ts'
import type { HttpSmsAccount } from './account.ts'
import { type ActionHandler, done } from './action-handler.ts'
import { httpSmsAnswer } from './answer.ts'
import { phoneActions } from './phone-actions.ts'
import { webhookActions } from './webhook-actions.ts'

/** The part of httpSMS's API that a number and its operators use. Callers need the account's key. */
export const createApi = (account: HttpSmsAccount, now: () => number): ServiceHandler => {
  const handlers: { readonly [action: string]: ActionHandler } = {
    ...phoneActions(account, now),
    ...webhookActions(account),
    GetUser: () => done('user fetched successfully', { id: account.userId }),
  }
  return ({ action, parameters, headers }) => {
    if (headers['x-api-key'] !== account.apiKey)
      return httpSmsAnswer(401, 'You are not authorized to carry out this request')
    return handlers[action]?.(parameters) ?? httpSmsAnswer(404, `The embedded cloud's httpSMS has no ${action}`)
  }
}
