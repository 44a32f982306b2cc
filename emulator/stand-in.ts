import type { ServiceHandler } from './endpoint/call.ts'
import type { Outside } from './endpoint/request.ts'
import type { LinePhone, Phones } from './phones/phones.ts'

/** What a stand-in is started with: people who text, a clock, and what makes something happen later. */
type Within = {
  readonly phones: Phones
  readonly now: () => number
  readonly later: (delayMs: number, work: () => void) => void
}

/** Stands in for a service outside AWS, at the endpoint of a cloud. `Service` is what its owner sees of it. */
export type StandIn<Options, Service> = Outside & {
  /** Where functions find it, below the endpoint. An access key tells which of them asks. */
  readonly pathFor: (accessKeyId: string) => string
  readonly start: (
    options: Options,
    within: Within,
  ) => {
    readonly service: Service
    readonly handler: ServiceHandler
    /** What receives texts to its numbers. */
    readonly phones: ReadonlyMap<string, LinePhone>
  }
}

/** A stand-in with the options it starts with, and the environment variable in which functions expect its address. */
export type Placed = {
  readonly standIn: StandIn<never, unknown>
  readonly variable: string
  readonly start: (within: Within) => ReturnType<StandIn<never, unknown>['start']>
}

export const placed = <Options, Service>(
  standIn: StandIn<Options, Service>,
  variable: string,
  options: Options,
): Placed => ({ standIn, variable, start: (within) => standIn.start(options, within) })
