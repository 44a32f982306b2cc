import type { Mutant } from './mutant.ts'

const senders = 'shared/stores/memory/sender-store.ts'
const claims = 'shared/stores/memory/claim-store.ts'

/** Defects in the stores. Each breaks a guarantee that the handlers rely on. */
export const storingMutants: readonly Mutant[] = [
  {
    name: 'version check dropped',
    breaks: 'A save overwrites what another process has saved since.',
    edits: [
      {
        file: senders,
        find: "if ((senders.get(senderKey)?.version ?? 0) !== version) return 'conflict'",
        replace: "if (version < 0) return 'conflict'",
      },
    ],
    foundBy: ['I2', 'limits: blocked', 'limits: taken back'],
  },
  {
    name: 'claim overwritten',
    breaks: 'A claim replaces the one that stands.',
    edits: [{ file: claims, find: 'claims.get(inboundId) ?? wanted', replace: 'wanted' }],
    foundBy: ['I1'],
  },
  {
    name: 'outcome overwritten',
    breaks: 'A claim that has an outcome gets another one.',
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
    name: 'repeated settlement not recognised',
    breaks: 'A settlement whose answer was lost, and that is repeated, counts for nobody.',
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
