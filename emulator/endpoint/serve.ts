import { createJournal } from '../journal.ts'
import type { Answer, AnsweredCall, Call } from './call.ts'
import type { Endpoint } from './endpoint.ts'
import { createFaults } from './faults.ts'

const keptCalls = 100

/** Serves requests at the endpoint with `route`, unless an injected fault applies to them. */
export const serve = (endpoint: Endpoint, route: (call: Call) => Promise<Answer>) => {
  const calls = createJournal<Call>(keptCalls)
  const answers = createJournal<AnsweredCall>(0)
  const faults = createFaults()
  const work = async (call: Call): Promise<Answer> => {
    const answer = await route(call)
    answers.append({ call, answer })
    return answer
  }
  endpoint.serve((call) => {
    calls.append(call)
    return faults.answer(call, () => work(call))
  })
  return { calls, answers, faults }
}
