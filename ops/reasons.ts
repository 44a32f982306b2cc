import { carrierWordsFor } from '../carriers/reasons.ts'

/** The `Reason` code that some AWS errors have, such as `ConflictException` (API reference, SendTextMessage). */
export const reasonIn = (error: unknown): string | undefined => {
  const reason = error instanceof Error && 'Reason' in error ? error.Reason : undefined
  return typeof reason === 'string' && reason !== '' ? reason : undefined
}

/** Says what a reason means and what to do about it. Reasons come from open circuit breakers and from dry runs. */
export const wordsFor = (reason: string): string =>
  knownWordsFor(reason) ?? `AWS refused: ${reason}: see API_SendTextMessage in AWS's API reference`

/** Like `wordsFor`, but returns undefined for an unknown reason. */
export const knownWordsFor = (reason: string): string | undefined =>
  reason === 'UNREACHABLE'
    ? 'the carrier can not be reached: this passes by itself; if it stays, see its status page'
    : carrierWordsFor(reason)
