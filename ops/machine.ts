import type { Clients } from './clients.ts'

/** What the command line needs from the machine it runs on. */
export type Machine = {
  /** Creates clients for an AWS region, or for the emulator of `npm start` on this machine. */
  readonly connect: (target: { readonly region: string; readonly local: boolean }) => Clients
  /** The emulator of `npm start`, which also serves carriers' services. Throws a `Refusal` if AWS_PORT is no port. */
  readonly localEndpoint: () => string
  readonly locale: string
  readonly variable: (name: string) => string | undefined
  /** The region of AWS_REGION or of the profile. Undefined if neither names one. */
  readonly region: () => Promise<string | undefined>
  /** Reads a public page, without credentials. Throws if it doesn't come whole in 3 s, or has over 5 MB. */
  readonly download: (url: string) => Promise<string>
  readonly settingsFolder: URL
  readonly version: string
  readonly platform: string
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
  /** Reads all of standard input or, from a terminal, one line after the question. */
  readonly readInput: (question: string) => Promise<string>
  /** Asks the operator. It is missing if standard input is not a terminal, because nobody can answer then. */
  readonly ask?: (question: string) => Promise<string>
  /** The stage to use if no option names one. Undefined if there is more than one, or none. */
  readonly onlyStage: () => string | undefined
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
}
