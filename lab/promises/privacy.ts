import { carrierNames } from '../../carriers/registry.ts'
import type { Invocation } from '../simulation/history.ts'
import { lineOf, senders } from '../simulation/schedule.ts'
import { invariant, type Promised } from './invariant.ts'

const nothingTold = invariant(
  'promise 6',
  'No log entry contains a phone number or the words of a text.',
  ({ history }) => history.invocations.flatMap(({ logs }) => logs),
  ({ event, fields }) =>
    tells(fields) ? `"${event}" was logged with a phone number or the words of a text` : undefined,
)

const secrets = [...Object.values(senders), ...carrierNames.map(lineOf), 'Salut', 'START', 'STOP']

const tells = (fields: Invocation['logs'][number]['fields']): boolean =>
  Object.values(fields).some((value) => {
    if (typeof value === 'string') return secrets.some((secret) => value.includes(secret))
    if (Array.isArray(value)) return value.some((one) => secrets.some((secret) => String(one).includes(secret)))
    return typeof value === 'object' && tells(value as Invocation['logs'][number]['fields'])
  })

/** Nothing that a log keeps says who wrote, or what. */
export const privacy: Promised = {
  invariants: [nothingTold],
  mutants: [
    {
      name: 'phone number logged',
      breaks: 'The log entry about a line’s refusal contains the line’s phone number instead of its budget’s name.',
      edits: [
        {
          file: 'functions/send-reply/handler.ts',
          find: 'const fields = { inboundId: reply.inboundId, budget: reply.budget, reason }',
          replace: 'const fields = { inboundId: reply.inboundId, budget: reply.line, reason }',
        },
      ],
      foundBy: ['promise 6'],
    },
  ],
}
