import type { HttpSmsAccount, WebhookTerms } from './account.ts'
import { type ActionHandler, actionHandler, done, invalid } from './action-handler.ts'
import { httpSmsAnswer } from './answer.ts'
import { webhookChange, webhookRequest, webhooksRequest } from './requests.ts'

/** The API actions on an account's webhooks. */
export const webhookActions = ({
  phones,
  webhooks,
  saveWebhook,
}: HttpSmsAccount): { readonly [action: string]: ActionHandler } => {
  const save = (terms: WebhookTerms, id?: string) => {
    const unknown = terms.phone_numbers.filter((number) => !phones.has(number))
    if (unknown.length > 0)
      return invalid({ from: unknown.map((number) => `there is no phone with the number ${number}`) })
    const webhook = saveWebhook(terms, id)
    return id === undefined
      ? done('webhook created successfully', webhook, 201)
      : done('webhook updated successfully', webhook)
  }
  return {
    ListWebhooks: actionHandler(webhooksRequest, ({ limit, skip }) =>
      done('fetched webhooks', webhooks().slice(skip, skip + limit)),
    ),
    CreateWebhook: actionHandler(webhookRequest, (terms) => save(terms)),
    UpdateWebhook: actionHandler(webhookChange, ({ id, ...terms }) =>
      webhooks().some((webhook) => webhook.id === id)
        ? save(terms, id)
        : httpSmsAnswer(500, 'There is no such webhook'),
    ),
  }
}
