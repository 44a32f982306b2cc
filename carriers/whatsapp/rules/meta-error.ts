import type { UndeliveredKind } from '../../../shared/rules/delivery-report.ts'

/**
 * Why WhatsApp did not deliver a reply, by the code of its first error (Meta, error codes). 131047 means that the 24 hours in
 * which a person may be answered are over.
 */
const kinds: { readonly [code: number]: UndeliveredKind } = {
  131026: 'unreachable',
  130403: 'blocked',
  131049: 'blocked',
  130472: 'blocked',
  130497: 'blocked',
  131021: 'invalid',
  131062: 'invalid',
  131047: 'expired',
  131048: 'spam',
  131056: 'spam',
}

/** An error without a code, or with an unknown one, says nothing about the cause. */
export const undeliveredBy = (code: number | undefined): UndeliveredKind =>
  (code === undefined ? undefined : kinds[code]) ?? 'unknown'
