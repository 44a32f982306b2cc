import type { createDynamo } from '../dynamodb/dynalite.ts'
import type { Permissions } from '../iam/permissions.ts'
import type { Phones } from '../phones/phones.ts'
import type { Messaging } from '../sqs/fauxqs.ts'
import { createVisibilityLimit } from '../sqs/visibility-limit.ts'
import { errorAnswer, type ServiceError } from './answers.ts'
import { type Answer, type Call, textParameter } from './call.ts'

/** Has an answer to every call of a service. */
export type Answerer = (call: Call) => Answer | Promise<Answer>

export type Backends = {
  readonly permissions: Permissions
  readonly dynamo: ReturnType<typeof createDynamo>
  readonly messaging: Messaging
  readonly phones: Phones
  /** Who answers for other services, by name, or for single actions (`sqs:StartMessageMoveTask`). */
  readonly others: ReadonlyMap<string, Answerer>
}

/** Does what a call asks for, if its caller may. */
export const createRouter = ({ permissions, dynamo, messaging, phones, others }: Backends) => {
  const visibility = createVisibilityLimit()
  const publish = async (call: Call): Promise<Answer> => {
    const answer = await messaging.answer(call)
    if (answer.status === 200) phones.observe(textParameter(call, 'Message'))
    return answer
  }
  const queue = async (call: Call): Promise<Answer> => {
    const answer = visibility.refusal(call) ?? (await messaging.answer(call))
    visibility.observe(call, answer)
    return answer
  }
  return async (call: Call): Promise<Answer> => {
    if (call.service === 'sns' && textParameter(call, 'PhoneNumber') !== '') return errorAnswer('sns', noSms)
    const denied = await permissions.refusal(call)
    if (denied !== undefined) return errorAnswer(call.service, denied)
    const other = others.get(`${call.service}:${call.action}`) ?? others.get(call.service)
    if (other !== undefined) return other(call)
    if (call.service === 'dynamodb') return dynamo(call)
    if (call.service === 'sqs') return queue(call)
    if (call.service === 'sns') return call.action === 'Publish' ? publish(call) : messaging.answer(call)
    return errorAnswer(call.service, {
      code: 'UnknownOperationException',
      message: `The embedded cloud has no ${call.service} yet.`,
      status: 400,
    })
  }
}

/** At AWS, SNS hands a text on to End User Messaging, and drops in silence what that refuses. */
const noSms: ServiceError = {
  code: 'InvalidParameter',
  message: "The embedded cloud's SNS texts no phone: use SendTextMessage of End User Messaging.",
  status: 400,
}
