import type { Account } from '../../../local/account.ts'
import type { ServiceHandler } from '../../../local/endpoint/router.ts'
import type { Phones } from '../../../local/phones/phones.ts'
import type { Stack } from '../../../local/template/stack.ts'
import { createAccount } from './account.ts'
import { createApi } from './api.ts'
import { attachSims } from './attach.ts'
import type { SimPhone } from './phone.ts'
import { createTimers } from './timers.ts'

export type HttpSms = {
  readonly answer: ServiceHandler
  /** The phone with the SIM of a line; undefined for a line without one. */
  readonly phoneOf: (line: string) => SimPhone | undefined
  /** From now on nothing happens any more. */
  readonly stop: () => void
}

export type HttpSmsOptions = {
  readonly stack: Stack
  readonly account: Pick<Account, 'sims' | 'simsAttached'>
  readonly deliver: Phones['deliver']
}

/** httpSMS, with one account that has a phone for each SIM. */
export const startHttpSms = ({ stack, account: { sims = [], simsAttached }, deliver }: HttpSmsOptions): HttpSms => {
  const { later, stop } = createTimers()
  const now = Date.now
  const ours = createAccount(
    sims.map(({ number }) => number),
    { deliver, now, later },
  )
  if (simsAttached && sims.length > 0) attachSims(ours, sims, stack)
  return { answer: createApi(ours, now), phoneOf: (line) => ours.phones.get(line), stop }
}
