import { carrierWordsFor } from '../carriers/reasons.ts'

/** An error of AWS that says why: `ConflictException` and its like have a `Reason` of an enum (API reference, SendTextMessage). */
export const reasonIn = (error: unknown): string | undefined => {
  const reason = error instanceof Error && 'Reason' in error ? error.Reason : undefined
  return typeof reason === 'string' && reason !== '' ? reason : undefined
}

/** What a reason means and what to do about it: why a line can't send now, as circuit breakers keep it, or what a dry run was told. */
export const wordsFor = (reason: string): string =>
  knownWordsFor(reason) ?? `AWS refused: ${reason}: see API_SendTextMessage in AWS's API reference`

/** The same; undefined for a reason that has no words here. */
export const knownWordsFor = (reason: string): string | undefined =>
  reason === 'UNREACHABLE'
    ? 'the carrier can not be reached: this passes by itself; if it stays, see its status page'
    : carrierWordsFor(reason)
