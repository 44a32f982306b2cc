import { hour, minute } from '../../shared/rules/timing.ts'

/** A key that is replaced holds within so long. */
const freshMs = 5 * minute

/** How long what was read stands while Secrets Manager can't be reached: outages end, but whoever took our way there must not keep an old key alive. */
const trustMs = hour

const longestPauseMs = minute

/** Secrets Manager was reached, and there is nothing to trust (its API reference, GetSecretValue and common errors; and our own name for nonsense). */
const final = [
  'ResourceNotFoundException',
  'InvalidRequestException',
  'AccessDeniedException',
  'DecryptionFailure',
  'UnreadableSecret',
]

/**
 * Reads what changes rarely: at most every five minutes, once for all who ask at once, and ever more rarely while it fails.
 * What was read stands for an hour while nobody answers, and no longer once the answer is that there is nothing to trust.
 */
export const remembered = <Value>(read: () => Promise<Value>, now: () => number): (() => Promise<Value>) => {
  let known: { readonly value: Value; readonly readAt: number } | undefined
  let outage: { readonly error: unknown; readonly since: number; readonly at: number } | undefined
  let reading: Promise<void> | undefined

  const knownFor = (ms: number) => (known !== undefined && now() - known.readAt < ms ? known : undefined)
  // As long as it has failed so far: whoever tries twice in a row is not told of the first failure again.
  const pauses = () => outage !== undefined && now() - outage.at < Math.min(longestPauseMs, outage.at - outage.since)
  const ask = async (): Promise<void> => {
    try {
      known = { value: await read(), readAt: now() }
      outage = undefined
    } catch (error) {
      outage = { error, since: outage?.since ?? now(), at: now() }
      if (error instanceof Error && final.includes(error.name)) known = undefined
    } finally {
      reading = undefined
    }
  }
  return async () => {
    if (knownFor(freshMs) === undefined && !pauses()) {
      reading ??= ask()
      await reading
    }
    const trusted = knownFor(trustMs)
    if (trusted === undefined) throw outage?.error
    return trusted.value
  }
}
