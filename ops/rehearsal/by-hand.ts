import { readLog } from '../cloudwatch.ts'
import type { CommandContext } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { logEventsIn } from '../log-event.ts'
import {
  assured,
  awaited,
  booksFirst,
  honoursStop,
  reasonOf,
  rehearsalWords,
  type Step,
  secretsOf,
  staysSilent,
  tellsNothing,
  wakesPeople,
} from './rehearsal.ts'
import { forget, reportAbout } from './scene.ts'

type Scene = Awaited<ReturnType<typeof openScene>>

/** A line, what a person writes from, such as `your WhatsApp`, and what they can send besides words. */
type Written = { readonly line: string; readonly from: string; readonly anything: string }

/** A rehearsal by a person who writes from `number`. Nobody else should write to the stage meanwhile. */
export const rehearseByHand = (context: CommandContext, deployment: Deployment, number: string, written: Written) => ({
  question: `Have the stage forget your number first, and then write from ${written.from} to ${written.line} what you are asked for?`,
  open: async () => {
    const scene = await openScene(context, deployment, number, written)
    const write = async (words: string) => (await scene.ask(words)).decision
    return [
      answersOnce(scene),
      staysSilent(write, 'A second message gets silence, whatever it is', written.anything),
      honoursStop(write),
      booksFirst(scene, 1),
      wakesPeople(scene),
      tellsNothing(scene),
    ]
  },
})

const openScene = async (context: CommandContext, deployment: Deployment, number: string, { line, from }: Written) => {
  await deployment.wait(await forget(deployment, number))
  const startedAt = deployment.now()
  const told = new Set<string>()
  return {
    deployment,
    startedAt,
    secrets: secretsOf(number, line),
    /** Asks the person to send something, and returns the stage's next decision. */
    ask: async (what: string) => {
      context.tell(`Send this to ${line} from ${from}: ${what}`)
      return awaited(deployment, 'a decision about your message', async () => {
        const log = await readLog(deployment, deployment.outputs.ReceiveSmsLogGroupName, '', startedAt)
        const next = log
          .flatMap((entry) => logEventsIn(entry.line))
          .find(({ inboundId, decision }) => decision !== undefined && !told.has(inboundId))
        if (next?.decision === undefined) return undefined
        told.add(next.inboundId)
        return { inboundId: next.inboundId, decision: next.decision }
      })
    },
  }
}

const answersOnce = ({ deployment, startedAt, ask }: Scene): Step => ({
  promise: 'A message is answered once, and its carrier reports that the reply arrived',
  show: async () => {
    const { inboundId, decision } = await ask(rehearsalWords)
    assured(decision.kind === 'reply', `It was decided: ${reasonOf(decision)}.`)
    const delivery = await reportAbout(deployment, inboundId)
    assured(delivery === 'delivered', `The reply was sent, and reported as ${delivery}.`)
    const log = await readLog(deployment, deployment.outputs.SendReplyLogGroupName, inboundId, startedAt)
    const ends = log.flatMap(({ line }) => logEventsIn(line)).filter((one) => one.outcome !== undefined)
    assured(ends.length <= 1, `It had ${ends.length} replies.`)
    return `sent, ${delivery}`
  },
})
