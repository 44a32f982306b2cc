import { bookedThisMonth } from '../../ops/budgets.ts'
import { readLog } from '../../ops/cloudwatch.ts'
import type { CommandContext } from '../../ops/command-context.ts'
import type { Deployment } from '../../ops/deployment.ts'
import {
  assured,
  awaited,
  booksFirst,
  inScene,
  type Rehearsal,
  rehearsalWords,
  type Setting,
  type Step,
  secretsOf,
  tellsNothing,
  wakesPeople,
} from '../../ops/rehearsal/rehearsal.ts'
import { forget, reasonOf, reportAbout } from '../../ops/rehearsal/scene.ts'
import { Refusal } from '../../settings/refusal.ts'
import { type LogEvent, logEventsIn } from '../../shared/log-event.ts'
import { whatsappLinesOf } from './settings.ts'

type Scene = Setting & {
  /** Asks the person to send something, and returns the stage's next decision. */
  readonly ask: (what: string) => Promise<Required<Pick<LogEvent, 'inboundId' | 'decision'>>>
}

/**
 * The rehearsal of the first line on WhatsApp. A person writes to it from their own WhatsApp, because Meta has no simulators.
 * Nobody else should write to the stage meanwhile.
 */
export const rehearseWhatsApp = (context: CommandContext, deployment: Deployment, number: string): Rehearsal => {
  const [line] = whatsappLinesOf(deployment.settings)
  if (line === undefined) throw new Refusal(`${deployment.stage} has no line on WhatsApp.`)
  return {
    question: `Have the stage forget your number first, and then write from your WhatsApp to ${line.number} what you are asked for?`,
    open: async () => inScene(steps, await openScene(context, deployment, number, line.number)),
  }
}

const openScene = async (
  context: CommandContext,
  deployment: Deployment,
  number: string,
  line: string,
): Promise<Scene> => {
  await deployment.wait(await forget(deployment, number))
  const startedAt = deployment.now()
  const told = new Set<string>()
  return {
    deployment,
    startedAt,
    bookedBefore: await bookedThisMonth(deployment),
    secrets: secretsOf(number, line),
    ask: async (what) => {
      context.tell(`Send this to ${line} from your WhatsApp: ${what}`)
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

const answersOnce: Step<Scene> = {
  promise: 'A message is answered once, and Meta reports that the reply arrived',
  show: async ({ deployment, startedAt, ask }) => {
    const { inboundId, decision } = await ask(rehearsalWords)
    assured(decision.kind === 'reply', `It was decided: ${reasonOf(decision)}.`)
    const { outcome, delivery } = await reportAbout(deployment, inboundId)
    assured(outcome === 'sent' && delivery === 'delivered', `The reply was ${outcome}, and reported as ${delivery}.`)
    const log = await readLog(deployment, deployment.outputs.SendReplyLogGroupName, inboundId, startedAt)
    const ends = log.flatMap(({ line }) => logEventsIn(line)).filter((one) => one.outcome !== undefined)
    assured(ends.length <= 1, `It had ${ends.length} replies.`)
    return `${outcome}, ${delivery}`
  },
}

const staysSilent: Step<Scene> = {
  promise: 'A second message gets silence, whatever it is',
  show: async ({ ask }) => {
    const { decision } = await ask('a photo or a voice note')
    assured(reasonOf(decision) === 'answered-recently', `It was decided: ${reasonOf(decision)}.`)
    return 'silence (answered-recently)'
  },
}

const honoursStop: Step<Scene> = {
  promise: 'STOP ends it',
  show: async ({ ask }) => {
    for (const words of ['STOP', rehearsalWords]) {
      const { decision } = await ask(words)
      assured(reasonOf(decision) === 'opted-out', `It was decided: ${reasonOf(decision)}.`)
    }
    return 'silence (opted-out), to STOP and to the message after it'
  },
}

const steps: readonly Step<Scene>[] = [answersOnce, staysSilent, honoursStop, booksFirst(1), wakesPeople, tellsNothing]
