import { CommanderError } from 'commander'
import { z } from 'zod'
import { Refusal, UsageError } from '../settings/refusal.ts'
import { awsWordsFor } from './aws-reasons.ts'

/** What to tell about an error, and the exit code: 1 if something was refused, 2 if mistyped, 0 after help. */
type Explanation = { readonly sentence: string; readonly exitCode: number }

/** Explains an error that is not a fault of this program. Returns undefined for any other error. */
export const explain = (error: unknown): Explanation | undefined => {
  // Commander has already printed what is wrong.
  if (error instanceof CommanderError) return { sentence: '', exitCode: error.exitCode === 0 ? 0 : 2 }
  if (error instanceof UsageError) return { sentence: error.message, exitCode: 2 }
  if (error instanceof Refusal) return { sentence: error.message, exitCode: 1 }
  const sentence = error instanceof Error ? sentenceFor(error) : undefined
  return sentence === undefined ? undefined : { sentence, exitCode: 1 }
}

/** What to tell the operator about an error. Throws one that is a fault of this program. */
export const sentenceAbout = (error: unknown): string => {
  const explanation = explain(error)
  if (explanation === undefined) throw error
  return explanation.sentence
}

const sentenceFor = (error: Error): string | undefined => {
  const { name } = error
  // The operator ended the program at a question, for example with Ctrl+C.
  if (name === 'AbortError') return 'Nothing was changed.'
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(name))
    return 'There are no AWS credentials here: sign in with aws sso login, or set AWS_PROFILE, then try again.'
  if (/Expired/.test(name)) return 'Your AWS credentials have expired: sign in again, for instance with aws sso login.'
  if (/^(InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId)/.test(name))
    return 'AWS does not know these credentials: see aws sts get-caller-identity, and which profile AWS_PROFILE names.'
  const reason = reasonIn(error)
  if (reason !== undefined) return refused(reason)
  if (/AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized/i.test(name)) return denied(error)
  if (/Throttl|TooManyRequests|LimitExceeded/i.test(name))
    return 'AWS has too much to do for this account just now: try again in a minute.'
  if (/ResourceInUse|ResourceConflict/.test(name)) return 'It is just being changed: try again in a minute.'
  return sentenceForConnection(error) ?? ('$metadata' in error ? sentenceForAnswer(error, error.$metadata) : undefined)
}

const refused = (reason: string): string => {
  const words = awsWordsFor(reason)?.en
  return `AWS refused: ${reason}${words === undefined ? '' : `: ${words}`}.`
}

/** Only the action is taken from the message of AWS, because the rest of it may contain a phone number. */
const denied = ({ message }: Error): string => {
  const action = /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1] ?? 'this'
  return `You may not do ${action} there. If stage and region are right, ask whoever runs the account for the stage's policy operator, or installer to attach numbers.`
}

/** Explains an error response. Without `$fault`, or called Unknown, it may not come from AWS. */
const sentenceForAnswer = (error: Error, $metadata: unknown): string => {
  if ('$fault' in error && !/^Unknown(Error)?$/.test(error.name)) return `AWS refused: ${error.name}.`
  const { data } = z.object({ httpStatusCode: z.number() }).safeParse($metadata)
  return `What answered with the status ${data?.httpStatusCode} does not speak like AWS: see whether a proxy or the sign-in page of a network is in between, and with --local whether AWS_PORT is that of npm start.`
}

const sentenceForConnection = (error: Error): string | undefined => {
  const code = 'code' in error ? error.code : undefined
  if (code === 'ECONNREFUSED')
    return 'Nothing answers there: with --local, npm start has to run (set AWS_PORT here too if it is set there); without it, something between here and AWS refuses connections.'
  if (error.name === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'ECONNRESET')
    return 'AWS, or npm start with --local, did not answer in time: try again.'
  // Errors of files name a path.
  if (typeof code === 'string' && 'path' in error)
    return `${String(error.path)} can't be written or read here (${code}): see its permissions, and whether there is room on the disk.`
  // Any other error with a code comes from the operating system or from TLS, before AWS has responded.
  return typeof code === 'string'
    ? `AWS can't be reached (${code}): see that you are connected, and that the region exists.`
    : undefined
}

/** The `Reason` code that some AWS errors have, such as `ConflictException` (API reference, SendTextMessage). */
export const reasonIn = (error: unknown): string | undefined => {
  const reason = error instanceof Error && 'Reason' in error ? error.Reason : undefined
  return typeof reason === 'string' && reason !== '' ? reason : undefined
}
