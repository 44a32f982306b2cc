import { CommanderError } from 'commander'
import { z } from 'zod'

import { Refusal, UsageError } from '../settings/refusal.ts'
import { knownWordsFor, reasonIn } from './reasons.ts'

/** What to say of an error, and the exit code: 1 when something was refused, 2 when it was mistyped. */
export type Explanation = { readonly sentence: string; readonly exitCode: number }

/** Explains errors that are no fault of this program; undefined for those that are. */
export const explain = (error: unknown): Explanation | undefined => {
  // Commander has said already what is wrong.
  if (error instanceof CommanderError) return { sentence: '', exitCode: error.exitCode === 0 ? 0 : 2 }
  if (error instanceof UsageError) return { sentence: error.message, exitCode: 2 }
  if (error instanceof Refusal) return { sentence: error.message, exitCode: 1 }
  const sentence = error instanceof Error ? sentenceFor(error) : undefined
  return sentence === undefined ? undefined : { sentence, exitCode: 1 }
}

const sentenceFor = (error: Error): string | undefined => {
  const { name } = error
  // Somebody who is asked ends the program.
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
  const words = knownWordsFor(reason)
  return `AWS refused: ${reason}${words === undefined ? '' : `: ${words}`}.`
}

/** AWS names the action, and more, which may be a number. */
const denied = ({ message }: Error): string => {
  const action = /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1] ?? 'this'
  return `You may not do ${action}: ask whoever runs the account for the policy AntiRelou-<stage>-operator, or -installer to attach numbers, or -watcher to look only; lookups takes an administrator.`
}

/** The SDK marks an error that a service told in its own words (`$fault`), and has no name for one that came without any. */
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
  // Whatever else has a code here comes from the system or from TLS, before AWS has said anything.
  return typeof code === 'string'
    ? `AWS can't be reached (${code}): see that you are connected, and that the region in settings exists.`
    : undefined
}
