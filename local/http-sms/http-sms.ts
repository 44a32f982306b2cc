import type { Phones } from '../endpoint/phones.ts'
import type { Answerer } from '../endpoint/router.ts'
import type { Stack } from '../template/stack.ts'
import { createAccount } from './account.ts'
import { createApi } from './api.ts'
import { attachSims } from './attach.ts'
import type { SimPhone } from './phone.ts'
import type { Sim } from './sim.ts'
import { createTimers } from './timers.ts'

export type HttpSms = {
  readonly answer: Answerer
  /** The phone with the SIM of a line; undefined for a line without one. */
  readonly phoneOf: (line: string) => SimPhone | undefined
  /** From now on nothing happens any more. */
  readonly stop: () => void
}

export type HttpSmsOptions = {
  readonly sims: readonly Sim[]
  readonly stack: Stack
  /** Whether the phones serve the stack's lines from the start. */
  readonly attached: boolean
  readonly deliver: Phones['deliver']
}

/** httpSMS, with one account that has a phone for each SIM. */
export const startHttpSms = ({ sims, stack, attached, deliver }: HttpSmsOptions): HttpSms => {
  const { later, stop } = createTimers()
  const now = Date.now
  const account = createAccount(
    sims.map(({ number }) => number),
    { deliver, now, later },
  )
  if (attached && sims.length > 0) attachSims(account, sims, stack)
  return { answer: createApi(account, now), phoneOf: (line) => account.phones.get(line), stop }
}
