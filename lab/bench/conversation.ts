import type { ChildProcess, Serializable } from 'node:child_process'
import { once } from 'node:events'

/** Exchanges messages with a child process that answers each message with one. Throws if the process ends instead. */
export const createConversation = <Question extends Serializable, Answer>(child: ChildProcess) => {
  const hear = async (): Promise<Answer> => {
    const silenced = new AbortController()
    try {
      const { signal } = silenced
      const ended = once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`A process of the benchmark ended with ${code}`)
      })
      const [message] = await Promise.race([once(child, 'message', { signal }), ended])
      return message
    } finally {
      silenced.abort()
    }
  }
  const ask = (question: Question): Promise<Answer> => {
    const answer = hear()
    child.send(question)
    return answer
  }
  return { hear, ask }
}
