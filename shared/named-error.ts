/** The names of our errors, the only part of them that logs may hold: see "Function errors" in the runbook. */
type ErrorName =
  | 'BookingBacksOff'
  | 'BudgetKeepsChanging'
  | 'ClaimKeepsChanging'
  | 'DebtNotNoted'
  | 'Impossible'
  | 'NotConfigured'
  | 'OtherReplyFormat'
  | 'QueueRefused'
  | 'RecordKeepsChanging'
  | 'RepeatedIfThrottledOnly'

/** An error of ours, whose name logs show. */
export class NamedError extends Error {
  override readonly name: ErrorName

  constructor(name: ErrorName, message: string) {
    super(message)
    this.name = name
  }
}

/** Throws where what holds by construction does not, whatever others send: the mistake is ours. */
export const impossible = (what: string): never => {
  throw new NamedError('Impossible', what)
}
