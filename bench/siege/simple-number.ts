import { hour } from '../../shared/rules/timing.ts'
import { createTimeline } from '../../test/virtual/timeline.ts'
import type { ReplayOutcome, Reply, Scene } from './replay-outcome.ts'
import type { Text } from './traffic.ts'

type SimpleNumber = {
  /** The reason why a text is not answered; undefined if it is. */
  readonly silence: (text: Text) => string | undefined
  readonly parts: number
}

/** Replays a scene with a number that decides at once and answers an hour later. */
export const replaySimpleNumber = async (
  { texts, textBack }: Scene,
  { silence, parts }: SimpleNumber,
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
    const reason = silence(text)
    if (reason === undefined) timeline.plan(timeline.now() + hour, () => send(text))
    else silences.push({ text, reason })
  }
  for (const text of texts) timeline.plan(text.arrivesAt ?? text.at, () => receive(text))
  await timeline.run()
  return { received, replies, silences }
}

/** The number of October 2017: it answered everything, with two parts. */
export const replayFirstNumber = (scene: Scene): Promise<ReplayOutcome> =>
  replaySimpleNumber(scene, { silence: () => undefined, parts: 2 })
