import { expect, it } from 'vitest'
import { createJournal } from '../journal.ts'
import { createLogs } from '../services/logs.ts'
import { readToy } from './toy/cloud.ts'

it('CloudWatch Logs answers five requests for log lines a second, and throttles those beyond', async () => {
  let time = 0
  const answer = createLogs(readToy(), createJournal(), {}, () => time)
  const asked = { service: 'logs', action: 'FilterLogEvents', parameters: { logGroupName: 'Toy-Logs' } } as const
  for (time of [0, 1000]) {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => answer({ ...asked, caller: { kind: 'owner' }, headers: {}, body: '' })),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 400])
    expect(answers.at(-1)?.body).toContain('#ThrottlingException')
  }
})
