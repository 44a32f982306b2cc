import { minute, second } from '../../../shared/rules/timing.ts'

/** httpSMS waits five seconds for the response to an event, and tries twice (its webhook service). */
export const webhookTimeoutMs = 5 * second

/** The app reports every fifteen minutes (httpSMS, heartbeat worker). A phone that has missed two reports counts as offline. */
export const phoneSilenceMs = 35 * minute
