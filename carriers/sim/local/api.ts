import { httpSmsAnswer } from '../../../local/endpoint/answers.ts'
import type { Answerer } from '../../../local/endpoint/router.ts'
import type { HttpSmsAccount } from './account.ts'
import { type Deed, done } from './deed.ts'
import { phoneDeeds } from './phone-deeds.ts'
import { webhookDeeds } from './webhook-deeds.ts'

/** The API of httpSMS, as far as a number and whoever operates it use it, for whoever has the account's key. */
export const createApi = (account: HttpSmsAccount, now: () => number): Answerer => {
  const deeds: { readonly [action: string]: Deed } = {
    ...phoneDeeds(account, now),
    ...webhookDeeds(account),
    GetUser: () => done('user fetched successfully', userOf(account)),
  }
  return ({ action, parameters, headers }) => {
    if (headers['x-api-key'] !== account.apiKey)
      return httpSmsAnswer(401, 'You are not authorized to carry out this request')
    return deeds[action]?.(parameters) ?? httpSmsAnswer(404, `The embedded cloud's httpSMS has no ${action}`)
  }
}

const userOf = ({ userId, apiKey }: HttpSmsAccount) => ({
  id: userId,
  email: 'you@example.org',
  api_key: apiKey,
  timezone: 'Europe/Paris',
  active_phone_id: null,
  subscription_name: 'free',
})
