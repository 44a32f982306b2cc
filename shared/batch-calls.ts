import { impossible } from './named-error.ts'

/** A batch has at most `most` questions, all of one kind. `ask` returns an answer to each, in order. */
type BatchOptions<Question, Answer> = {
  readonly most: number
  readonly kindOf: (question: Question) => string
  readonly ask: (questions: readonly Question[]) => Promise<readonly Answer[]>
}

type Pending<Question, Answer> = {
  readonly question: Question
  readonly kind: string
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** Combines the calls made during a request into the next request. If that fails, so does every call in it. */
export const batchCalls = <Question, Answer>({
  most,
  kindOf,
  ask,
}: BatchOptions<Question, Answer>): ((question: Question) => Promise<Answer>) => {
  let pending: readonly Pending<Question, Answer>[] = []
  let underWay = false

  /** Takes the next batch: pending calls of the same kind as the oldest. */
  const takeBatch = (): readonly Pending<Question, Answer>[] => {
    const batch = pending.filter(({ kind }) => kind === pending[0]?.kind).slice(0, most)
    pending = pending.filter((call) => !batch.includes(call))
    return batch
  }

  const work = async (): Promise<void> => {
    if (underWay) return
    underWay = true
    for (let batch = takeBatch(); batch.length > 0; batch = takeBatch()) await answer(batch, ask)
    underWay = false
  }

  return (question) =>
    new Promise((resolve, reject) => {
      // If `kindOf` throws, this call alone is rejected.
      pending = [...pending, { question, kind: kindOf(question), resolve, reject }]
      // Deferred by a microtask, so that calls made in the same tick share a request.
      queueMicrotask(work)
    })
}

const answer = async <Question, Answer>(
  calls: readonly Pending<Question, Answer>[],
  ask: BatchOptions<Question, Answer>['ask'],
): Promise<void> => {
  try {
    const answers = await ask(calls.map(({ question }) => question))
    if (answers.length !== calls.length) impossible(`${calls.length} questions have ${answers.length} answers`)
    for (const [i, value] of answers.entries()) calls[i]?.resolve(value)
  } catch (error) {
    for (const { reject } of calls) reject(error)
  }
}
