import type { ClaimStore } from '../ports/claim-store.ts'
import type { PhoneReports } from '../ports/phone-reports.ts'

export const createMemoryPhoneReports = (claims: Pick<ClaimStore, 'read'>): PhoneReports => {
  const reports = new Set<string>()
  return {
    note: async (inboundId, report) => {
      const entry = `${inboundId}#${report}`
      if ((await claims.read(inboundId)) === undefined || reports.has(entry)) return false
      reports.add(entry)
      return true
    },
  }
}
