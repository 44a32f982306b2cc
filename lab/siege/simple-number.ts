import { hour } from '../../shared/rules/timing.ts'
import { createTimeline } from '../virtual/timeline.ts'
import type { ReplayOutcome, Reply, Scene } from './replay-outcome.ts'
import type { Text } from './traffic.ts'

type SimpleNumber = {
  /** When the reply to a text that arrives now is due, or why there is none. */
  readonly decide: (text: Text, now: number) => { readonly dueAt: number } | { readonly silent: string }
  readonly parts: number
}

/** Replays a scene with a number that decides at once. */
export const replaySimpleNumber = async (
  { texts, textBack }: Scene,
  { decide, parts }: SimpleNumber,
): Promise<ReplayOutcome> => {
  const timeline = createTimeline(0)
  const received: Text[] = []
  const replies: Reply[] = []
  const silences: { readonly text: Text; readonly reason: string }[] = []

  const send = (text: Text): void => {
    const reply = { text, at: timeline.now(), parts }
    replies.push(reply)
    const back = textBack(reply)
    if (back !== undefined) timeline.plan(back.at, () => receive(back))
  }
  const receive = (text: Text): void => {
    received.push(text)
    const decision = decide(text, timeline.now())
    if ('silent' in decision) silences.push({ text, reason: decision.silent })
    else timeline.plan(decision.dueAt, () => send(text))
  }
  for (const text of texts) timeline.plan(text.arrivesAt ?? text.at, () => receive(text))
  await timeline.run()
  return { received, replies, silences }
}

/** The number of October 2017: it answered everything, with two parts. */
export const replayFirstNumber = (scene: Scene): Promise<ReplayOutcome> =>
  replaySimpleNumber(scene, { decide: (_, now) => ({ dueAt: now + hour }), parts: 2 })
