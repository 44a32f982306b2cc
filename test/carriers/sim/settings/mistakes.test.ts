import { describe, expect, test } from 'vitest'

import { check, line, refusal, said } from '../../../settings/checked.ts'
import { sim } from './lines.ts'

const withUrl = (url: string) => ({ lines: [line, sim], httpSms: { url } })

describe('the URL of httpSMS', () => {
  test.each([
    'http://sms.example.org',
    'https://api-httpsms',
    'https://localhost',
    'htps://api.httpsms.com',
    'https:/api.httpsms.com',
    'https://sms..example.org',
    'https://sms.example,org',
    'https://sms.example.org:99999',
    ' https://sms.example.org',
    '',
  ])('is refused if it is not an https address: %j', (url) => {
    expect(said(withUrl(url))).toEqual([
      `httpSms.url is ${JSON.stringify(url)}, but it must be an https address such as "https://api.httpsms.com".`,
    ])
  })

  test.each(['https://api.httpsms', 'https://api.htpsms.com', 'https://httpsms.com'])(
    'is refused if it resembles that of the hosted httpSMS: %j',
    (url) => {
      expect(said(withUrl(url))).toEqual([
        `httpSms.url is "${url}", but it must be "https://api.httpsms.com", or your own httpSMS at a name that is less like it.`,
      ])
    },
  )

  test.each([
    ['https://sms.example.org?', 'https://sms.example.org'],
    ['https://sms.example.org#', 'https://sms.example.org'],
    ['https://sms.example.org/api/#top', 'https://sms.example.org/api/'],
    ['https://sms.example.org/api?key=1', 'https://sms.example.org/api'],
  ])('is suggested without its query and fragment: %j', (url, instead) => {
    expect(said(withUrl(url))).toEqual([
      `httpSms.url is "${url}", but it must be without a user, a password, "?" or "#": write "${instead}".`,
    ])
  })

  test.each([
    'https://:hunter2@sms.example.org',
    'https://me:hunter2@sms.example.org',
    'https://me:hunter2@sms.example.org?#',
    'https://@sms.example.org',
  ])('is suggested without its user and password: %j', (url) => {
    const [sentence = '', ...more] = said(withUrl(url))
    expect(more).toEqual([])
    expect(sentence).toBe(
      `httpSms.url is "https:…@sms.example.org${url.endsWith('?#') ? '?#' : ''}", but it must be without a user, a password, "?" or "#": write "https://sms.example.org".`,
    )
  })

  test.each([
    'https://me:hunt/er2@sms.example.org',
    'https://me:hunt#er2@sms.example.org',
    'https://me:hunt er2@sms.example.org',
    'me:hunter2@sms.example.org',
  ])('never appears with its password in a message: %j', (url) => {
    expect(refusal(withUrl(url))).not.toMatch(/hunt|er2/)
    expect(refusal({ ...withUrl(url), httpSms: [{ url }] })).not.toMatch(/hunt|er2/)
  })

  test.each(['https://sms.example.org', 'https://sms.example.org:8443/api/', 'https://münchen.example'])(
    'is accepted: %j',
    (url) => {
      expect(check(withUrl(url)).httpSms.url).toBe(url)
    },
  )
})

describe('a landline', () => {
  test.each(['+33145678901', '+33937123456', '+33800123456'])(
    'or any other number that is not mobile is refused for a SIM: %s',
    (number) => {
      expect(said({ lines: [{ ...sim, number }], budgets: undefined })).toEqual([
        `lines.1.number (counted from 1) is "${number}", but it must be the mobile number of the SIM, which this is not.`,
      ])
    },
  )

  test('is not confused with a mobile number where numbers don’t tell them apart', () => {
    expect(check({ lines: [{ ...sim, number: '+12015550123' }], budgets: undefined }).lines).toHaveLength(1)
  })
})

test('the misspelt key httpsms is corrected to httpSms', () => {
  expect(said({ httpsms: {} })).toEqual(['httpsms is not a setting: write "httpSms".'])
})
