import type { StandIn, StandInOptions } from '../../../carriers/carrier-stand-in.ts'
import { createTimers } from '../../timers.ts'
import { createAccount } from './account.ts'
import { createApi } from './api.ts'
import { attachSims } from './attach.ts'

/** Starts httpSMS with one account that has a phone for each SIM. Without a SIM, it has no request handlers. */
export const startHttpSms = ({ stack, account: { lines, attached }, phones: { deliver } }: StandInOptions): StandIn => {
  const { later, stop } = createTimers()
  const now = Date.now
  const sims = lines.filter(({ carrier }) => carrier === 'sim')
  const ours = createAccount(
    sims.map(({ number }) => number),
    { deliver, now, later },
  )
  if (attached && sims.length > 0) attachSims(ours, sims, stack)
  const handlers = sims.length > 0 ? { 'http-sms': createApi(ours, now) } : {}
  return { handlers, phoneOf: (line) => ours.phones.get(line), stop }
}
