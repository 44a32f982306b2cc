import { createDynamo } from '../dynamodb/dynalite.ts'
import type { Permissions } from '../iam/permissions.ts'
import { createJournal } from '../journal.ts'
import { createPhones } from '../phones/phones.ts'
import { createMessaging } from '../sqs/fauxqs.ts'
import type { Answer, AnsweredCall, Call } from './call.ts'
import type { Endpoint } from './endpoint.ts'
import { createFaults } from './faults.ts'
import { type Answerer, createRouter } from './router.ts'

const keptCalls = 100

/** Has the services answer at the endpoint, on the other side of the faults. */
export const serve = (endpoint: Endpoint, permissions: Permissions, region: string) => {
  const calls = createJournal<Call>(keptCalls)
  const answers = createJournal<AnsweredCall>(0)
  const phones = createPhones()
  const faults = createFaults()
  const messaging = createMessaging(region, endpoint.url)
  const others = new Map<string, Answerer>()
  const dynamo = createDynamo()
  const route = createRouter({ permissions, dynamo, messaging, phones, others })
  const work = async (call: Call): Promise<Answer> => {
    const answer = await route(call)
    answers.append({ call, answer })
    return answer
  }
  endpoint.serve((call) => {
    calls.append(call)
    return faults.answer(call, () => work(call))
  })
  return { dynamo, messaging, phones, others, calls, answers, faults }
}
