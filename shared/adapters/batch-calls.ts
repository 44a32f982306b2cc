/**
 * How calls are batched: at most `most` calls per request, all of the same kind. `ask` sends one request and returns its answers
 * in the order of the questions.
 */
export type BatchOptions<Question, Answer> = {
  readonly most: number
  readonly kindOf: (question: Question) => string
  readonly ask: (questions: readonly Question[]) => Promise<readonly Answer[]>
}

type Waiting<Question, Answer> = {
  readonly question: Question
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * Combines calls into batch requests. Only one request is in flight at a time, and calls made meanwhile wait for the next one. A lone call
 * is sent without waiting for others. If a request fails, every call in it rejects with the same error.
 */
export const batchCalls = <Question, Answer>(
  options: BatchOptions<Question, Answer>,
): ((question: Question) => Promise<Answer>) => {
  let waiting: readonly Waiting<Question, Answer>[] = []
  let underWay = false

  const work = async (): Promise<void> => {
    if (underWay) return
    underWay = true
    for (let next = nextOf(waiting, options); next.length > 0; next = nextOf(waiting, options)) {
      const going = new Set(next)
      waiting = waiting.filter((call) => !going.has(call))
      await answer(next, options)
    }
    underWay = false
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting = [...waiting, { question, resolve, reject }]
      // Deferred by a microtask, so that calls made in the same tick share a request.
      queueMicrotask(work)
    })
}

/** The next batch: waiting calls of the same kind as the one that has waited longest. */
const nextOf = <Question, Answer>(
  waiting: readonly Waiting<Question, Answer>[],
  { kindOf, most }: BatchOptions<Question, Answer>,
): readonly Waiting<Question, Answer>[] => {
  const [first] = waiting
  if (first === undefined) return []
  const kind = kindOf(first.question)
  return waiting.filter(({ question }) => kindOf(question) === kind).slice(0, most)
}

const answer = async <Question, Answer>(
  calls: readonly Waiting<Question, Answer>[],
  { ask }: BatchOptions<Question, Answer>,
): Promise<void> => {
  try {
    const answers = await ask(calls.map(({ question }) => question))
    for (const [i, { resolve }] of calls.entries()) resolve(answers[i] as Answer)
  } catch (error) {
    for (const { reject } of calls) reject(error)
  }
}
