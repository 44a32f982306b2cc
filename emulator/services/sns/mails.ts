import { randomUUID } from 'node:crypto'
import { errorAnswer, formAnswer } from '../../endpoint/answers.ts'
import { type Answer, type Call, type ServiceHandler, textParameter } from '../../endpoint/call.ts'

/** SNS's mails to an address: a link that confirms a subscription, one that ends it, and what was published since. */
export type Mail = {
  readonly address: string
  readonly confirm: string
  readonly unsubscribe: string
  readonly messages: readonly string[]
}

type Subscription = Mail & {
  readonly arn: string
  readonly topic: string
  readonly token: string
  readonly messages: string[]
  confirmed?: 'by link' | 'authenticated'
}

/** The e-mail subscriptions. A link ends one, unless AuthenticateOnUnsubscribe confirmed it (ConfirmSubscription). */
export const createMails = (sns: ServiceHandler, confirmed: boolean) => {
  const subscriptions = new Map<string, Subscription>()
  const handler: ServiceHandler = async (call) => {
    if (call.action === 'ConfirmSubscription') return confirm(call, [...subscriptions.values()])
    const answer = await sns(call)
    if (answer.status !== 200) return answer
    const arn = textParameter(call, 'SubscriptionArn')
    if (call.action === 'Unsubscribe') subscriptions.delete(arn)
    if (call.action === 'Publish') mail(call)
    if (call.action === 'Subscribe' && textParameter(call, 'Protocol') === 'email') subscribe(call, answer)
    const edit = edits[call.action]
    return edit === undefined ? answer : { ...answer, body: edit(answer.body, (one) => subscriptions.get(one), arn) }
  }
  const mail = (call: Call): void => {
    for (const { topic, confirmed, messages } of subscriptions.values())
      if (confirmed !== undefined && topic === textParameter(call, 'TopicArn'))
        messages.push(textParameter(call, 'Message'))
  }
  const subscribe = (call: Call, { body }: Answer): void => {
    const arn = /<SubscriptionArn>([^<]+)</.exec(body)?.[1] ?? ''
    const [address, topic, token] = [textParameter(call, 'Endpoint'), textParameter(call, 'TopicArn'), randomUUID()]
    const page = `https://sns.${topic.split(':')[3]}.amazonaws.com`
    subscriptions.set(arn, {
      arn,
      topic,
      token,
      messages: [],
      address,
      confirm: `${page}/confirmation.html?TopicArn=${topic}&Token=${token}&Endpoint=${address}`,
      unsubscribe: `${page}/unsubscribe.html?SubscriptionArn=${arn}&Endpoint=${address}`,
      ...(confirmed && { confirmed: 'authenticated' }),
    })
  }
  return {
    handler,
    mails: (): readonly Mail[] => [...subscriptions.values()],
    /** What opening a link in a mail does, by a person or a scanner. Gives the ARN of a subscription that it ends. */
    openLink: (link: string): string | undefined => {
      const found = [...subscriptions.values()].find((one) => [one.confirm, one.unsubscribe].includes(link))
      if (found?.confirm === link) found.confirmed ??= 'by link'
      return found?.unsubscribe === link && found.confirmed !== 'authenticated' ? found.arn : undefined
    },
  }
}

/** Requests here are signed, as the flag wants. The answer to a used token isn't documented. */
const confirm = (call: Call, subscriptions: readonly Subscription[]): Answer => {
  const found = subscriptions.find(
    ({ token, confirm }) =>
      token === textParameter(call, 'Token') && confirm.includes(`TopicArn=${textParameter(call, 'TopicArn')}&`),
  )
  if (found === undefined)
    return errorAnswer('sns', { code: 'InvalidParameter', message: 'Invalid parameter: Token', status: 400 })
  found.confirmed ??= textParameter(call, 'AuthenticateOnUnsubscribe') === 'true' ? 'authenticated' : 'by link'
  return formAnswer(call.action, `<SubscriptionArn>${found.arn}</SubscriptionArn>`)
}

type Edit = (body: string, find: (arn: string) => Subscription | undefined, arn: string) => string

/** Where SNS says something else than fauxqs (API reference, Subscription, GetSubscriptionAttributes). */
const edits: { readonly [action: string]: Edit } = {
  ListSubscriptionsByTopic: (body, find) =>
    body.replaceAll(/(?<=<SubscriptionArn>)[^<]+/g, (arn) => {
      const found = find(arn)
      return found !== undefined && found.confirmed === undefined ? 'PendingConfirmation' : arn
    }),
  GetSubscriptionAttributes: (body, find, arn) =>
    body.replace(/(?<=<key>ConfirmationWasAuthenticated<\/key><value>)true/, (was) =>
      find(arn)?.confirmed === 'by link' ? 'false' : was,
    ),
}
