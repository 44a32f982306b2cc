import type { Operations } from './carrier.ts'

const ofEveryCarrier = new Map(
  Object.entries({
    UNREACHABLE: 'the carrier can not be reached: this passes by itself; if it stays, see its status page',
    NO_ANSWER:
      'nobody answers at the carrier, or only with an internal error, so nothing was sent: this passes by itself; if it stays, see its status page',
  }),
)

/** Says what a reason in the log of send-reply means, and what to do; undefined for an unknown one. */
export const wordsFor = (reason: string, { stage }: { readonly stage: string }, operations: Operations) => {
  const ofCarriers = Object.values(operations).flatMap(({ wordsFor }) => wordsFor(reason) ?? [])
  return [ofEveryCarrier.get(reason) ?? ofCarriers].flat()[0]?.replace('<stage>', stage)
}
