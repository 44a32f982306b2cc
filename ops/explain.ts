import { CommanderError } from 'commander'
import { z } from 'zod'
import { Refusal, UsageError } from '../settings/refusal.ts'
import type { Translated } from '../settings/values.ts'
import { awsWordsFor } from './aws-reasons.ts'
import { same } from './words.ts'

/** What to tell about an error, and the exit code: 1 if something was refused, 2 if mistyped, 0 after help. */
type Explanation = { readonly sentence: Translated; readonly exitCode: number }

/** Explains an error that is not a fault of this program. Returns undefined for any other error. */
export const explain = (error: unknown): Explanation | undefined => {
  // Commander has already printed what is wrong.
  if (error instanceof CommanderError) return { sentence: same(''), exitCode: error.exitCode === 0 ? 0 : 2 }
  if (error instanceof UsageError) return { sentence: error.said, exitCode: 2 }
  if (error instanceof Refusal) return { sentence: error.said, exitCode: 1 }
  const sentence = error instanceof Error ? sentenceFor(error) : undefined
  return sentence === undefined ? undefined : { sentence, exitCode: 1 }
}

/** What to tell the operator about an error. Throws one that is a fault of this program. */
export const sentenceAbout = (error: unknown): Translated => {
  const explanation = explain(error)
  if (explanation === undefined) throw error
  return explanation.sentence
}

/** What nobody agreed to. */
export const nothingChanged: Translated = { en: 'Nothing was changed.', fr: 'Rien n’a été modifié.' }

const sentenceFor = (error: Error): Translated | undefined => {
  const { name } = error
  // The operator ended the program at a question, for example with Ctrl+C.
  if (name === 'AbortError') return nothingChanged
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(name))
    return {
      en: 'There are no AWS credentials here: sign in with aws sso login, or set AWS_PROFILE, then try again.',
      fr: 'Il n’y a pas d’identifiants AWS ici\u00a0: connectez-vous avec aws sso login, ou définissez AWS_PROFILE, puis réessayez.',
    }
  if (/Expired/.test(name))
    return {
      en: 'Your AWS credentials have expired: sign in again, for instance with aws sso login.',
      fr: 'Vos identifiants AWS ont expiré\u00a0: reconnectez-vous, par exemple avec aws sso login.',
    }
  if (/^(InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId)/.test(name))
    return {
      en: 'AWS does not know these credentials: see aws sts get-caller-identity, and which profile AWS_PROFILE names.',
      fr: 'AWS ne connaît pas ces identifiants\u00a0: voyez aws sts get-caller-identity, et quel profil AWS_PROFILE désigne.',
    }
  const reason = reasonIn(error)
  if (reason !== undefined) return refused(reason)
  if (/AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized/i.test(name)) return denied(error)
  if (/Throttl|TooManyRequests|LimitExceeded/i.test(name))
    return {
      en: 'AWS has too much to do for this account just now: try again in a minute.',
      fr: 'AWS a trop à faire pour ce compte en ce moment\u00a0: réessayez dans une minute.',
    }
  if (/ResourceInUse|ResourceConflict/.test(name))
    return {
      en: 'It is just being changed: try again in a minute.',
      fr: 'C’est justement en train de changer\u00a0: réessayez dans une minute.',
    }
  return sentenceForConnection(error) ?? ('$metadata' in error ? sentenceForAnswer(error, error.$metadata) : undefined)
}

const refusedBecause = (why: Translated): Translated => ({
  en: `AWS refused: ${why.en}.`,
  fr: `AWS a refusé\u00a0: ${why.fr}.`,
})

const refused = (reason: string): Translated => {
  const words = awsWordsFor(reason)
  return refusedBecause(
    words === undefined ? same(reason) : { en: `${reason}: ${words.en}`, fr: `${reason}\u00a0: ${words.fr}` },
  )
}

/** Only the action is taken from the message of AWS, because the rest of it may contain a phone number. */
const denied = ({ message }: Error): Translated => {
  const [, action] = /not authorized to perform: ([\w-]+:\w+)/.exec(message) ?? []
  return {
    en: `You may not do ${action ?? 'this'} there. If stage and region are right, ask whoever runs the account for the stage's policy operator, or installer to attach numbers.`,
    fr: `Vous n’avez pas le droit de faire ${action ?? 'cela'} là-bas. Si l’environnement et la région sont les bons, demandez à qui administre le compte la politique operator de l’environnement, ou installer pour rattacher des numéros.`,
  }
}

/** Explains an error response. Without `$fault`, or called Unknown, it may not come from AWS. */
const sentenceForAnswer = (error: Error, $metadata: unknown): Translated => {
  if ('$fault' in error && !/^Unknown(Error)?$/.test(error.name)) return refusedBecause(same(error.name))
  const status = z.object({ httpStatusCode: z.number() }).safeParse($metadata).data?.httpStatusCode
  return {
    en: `What answered with the status ${status} does not speak like AWS: see whether a proxy or the sign-in page of a network is in between, and with --local whether AWS_PORT is that of npm start.`,
    fr: `Ce qui a répondu avec le statut ${status} ne parle pas comme AWS\u00a0: voyez si un proxy ou la page de connexion d’un réseau s’interpose, et avec --local si AWS_PORT est celui de npm start.`,
  }
}

const sentenceForConnection = (error: Error): Translated | undefined => {
  const code = 'code' in error ? error.code : undefined
  if (code === 'ECONNREFUSED')
    return {
      en: 'Nothing answers there: with --local, npm start has to run (set AWS_PORT here too if it is set there); without it, something between here and AWS refuses connections.',
      fr: 'Rien ne répond là-bas\u00a0: avec --local, npm start doit tourner (avec le même AWS_PORT ici s’il est défini là-bas)\u202f; sans cela, quelque chose entre ici et AWS refuse les connexions.',
    }
  if (error.name === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'ECONNRESET')
    return {
      en: 'AWS, or npm start with --local, did not answer in time: try again.',
      fr: 'AWS, ou npm start avec --local, n’a pas répondu à temps\u00a0: réessayez.',
    }
  if (typeof code !== 'string') return undefined
  // Errors of files name a path. Any other error with a code comes from the operating system or from TLS.
  return 'path' in error
    ? {
        en: `${error.path} can't be written or read here (${code}): see its permissions, and whether there is room on the disk.`,
        fr: `${error.path} ne se laisse pas écrire ou lire ici (${code})\u00a0: voyez ses droits, et s’il reste de la place sur le disque.`,
      }
    : {
        en: `AWS can't be reached (${code}): see that you are connected, and that the region exists.`,
        fr: `AWS est injoignable (${code})\u00a0: voyez si vous êtes en ligne, et si la région existe.`,
      }
}

/** The `Reason` code that some AWS errors have, such as `ConflictException` (API reference, SendTextMessage). */
export const reasonIn = (error: unknown): string | undefined => {
  const reason = error instanceof Error && 'Reason' in error ? error.Reason : undefined
  return typeof reason === 'string' && reason !== '' ? reason : undefined
}
