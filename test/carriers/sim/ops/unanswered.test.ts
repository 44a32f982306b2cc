import { describe, expect, test } from 'vitest'

import { openHttpSms } from '../../../../carriers/sim/ops/account.ts'
import { startAnswering, startSilent, startStalling } from '../../../ops/answering-servers.ts'
import { stoppedAfterwards } from '../../../stand-in.ts'

const page = '<!DOCTYPE html><html><body><p>Sign in with +33612345678</p></body></html>'

describe('A command ends with one sentence if httpSMS', () => {
  const complaintAbout = async (url: string, timeoutMs = 100) =>
    openHttpSms({ url, apiKey: 'key-of-anna', timeoutMs })
      .userId()
      .catch((error: Error) => error.message)

  test('never responds', async () => {
    expect(await complaintAbout(await stoppedAfterwards(startSilent()))).toMatch(/^httpSMS did not answer within /)
  })

  test('begins to respond and never finishes', async () => {
    const url = await stoppedAfterwards(startStalling('application/json'))
    expect(await complaintAbout(url)).toMatch(/^httpSMS did not answer within /)
  })

  test.each([200, 403, 502])('is hidden by a proxy, which responds with a page and the status %i', async (status) => {
    const url = await stoppedAfterwards(startAnswering(status, 'text/html', page))
    expect(await complaintAbout(url, 60_000)).toBe(
      `What answered for httpSMS at ${url} with the status ${status} does not speak like it: see that httpSms.url in settings is its API, and whether a proxy is in between.`,
    )
  })
})
