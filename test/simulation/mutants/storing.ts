import type { Mutant } from './mutant.ts'

const senders = 'test/virtual/memory-stores.ts'
const claims = 'test/virtual/memory-stores.ts'

/** Defects in the stores. Each removes a guarantee that the handlers rely on. */
export const storingMutants: readonly Mutant[] = [
  {
    name: 'version check removed',
    breaks: 'A save overwrites changes that another process has saved in the meantime.',
    edits: [
      {
        file: senders,
        find: "if ((senders.get(senderKey)?.version ?? 0) !== version) return 'conflict'",
        replace: "if (version < 0) return 'conflict'",
      },
    ],
    foundBy: ['I2', 'limits: blocked', 'limits: one strike', 'limits: taken back'],
  },
  {
    name: 'existing claim overwritten',
    breaks: 'A new claim replaces an existing one, so two processes can send the same reply.',
    edits: [{ file: claims, find: 'claims.get(inboundId) ?? wanted', replace: 'wanted' }],
    foundBy: ['I1'],
  },
  {
    name: 'existing outcome overwritten',
    breaks: 'A claim that already has an outcome gets another one.',
    edits: [
      {
        file: claims,
        find: 'if (claim?.token === token && (claim.outcome === undefined || claim.uncounted)) {',
        replace: 'if (claim?.token === token) {',
      },
    ],
    foundBy: ['I7 once'],
  },
  {
    name: 'retried settlement not recognised',
    breaks:
      'A settlement that is retried after its response was lost looks like somebody else’s, so its outcome is never counted.',
    edits: [
      {
        file: claims,
        find: '        claims.set(inboundId, { ...counted, outcome })\n        settlements.set(inboundId, settlement)\n      }\n      return settlements.get(inboundId) === settlement',
        replace:
          '        claims.set(inboundId, { ...counted, outcome })\n        settlements.set(inboundId, settlement)\n        return true\n      }\n      return false',
      },
    ],
    foundBy: ['I7 counted'],
  },
]
