import type { Claim, ClaimStore } from '../../ports.ts'

export const createMemoryClaimStore = (): ClaimStore => {
  const claims = new Map<string, Claim>()
  const settlements = new Map<string, string>()
  const reports = new Map<string, string>()
  const messages = new Map<string, string>()
  return {
    read: async (inboundId) => claims.get(inboundId),
    claim: async (inboundId, wanted) => {
      const claim = claims.get(inboundId) ?? wanted
      claims.set(inboundId, claim)
      return claim
    },
    settle: async (inboundId, token, outcome, settlement) => {
      const claim = claims.get(inboundId)
      if (claim?.token === token && (claim.outcome === undefined || claim.uncounted)) {
        const { uncounted, ...counted } = claim
        claims.set(inboundId, { ...counted, outcome })
        settlements.set(inboundId, settlement)
      }
      return settlements.get(inboundId) === settlement
    },
    report: async ({ inboundId, status }, token) => {
      const claim = claims.get(inboundId)
      if (claim === undefined || (reports.get(inboundId) ?? token) !== token) return false
      claims.set(inboundId, { ...claim, delivery: status })
      reports.set(inboundId, token)
      return true
    },
    noteMessageId: async (messageId, inboundId) => {
      if (!messages.has(messageId)) messages.set(messageId, inboundId)
    },
    inboundIdOf: async (messageId) => messages.get(messageId),
    release: async (inboundId, token) => {
      const claim = claims.get(inboundId)
      if (claim?.token !== token || claim.outcome !== undefined) return
      claims.delete(inboundId)
      reports.delete(inboundId)
    },
  }
}
