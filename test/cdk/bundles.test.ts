import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { buildBundles, bundledFiles, bundleFolder } from '../../cdk/bundles.ts'

test('a function loads the code of a carrier only if the stage has such a line', () => {
  const [receive, send] = ['receive-sms', 'send-reply'].map((name) =>
    readFileSync(join(bundleFolder(name), 'index.mjs'), 'utf8'),
  )
  for (const [code, marks] of [
    [receive, ['SendTextMessage', 'whatsAppWebhookEntry']],
    [send, ['SendTextMessage', '/v1/messages/send', 'SendWhatsAppMessage']],
  ] as const)
    for (const mark of marks) expect([mark, code?.includes(mark)]).toEqual([mark, false])
  const later = bundledFiles('send-reply').map((file) => readFileSync(file, 'utf8'))
  expect(later.filter((code) => code.includes('/v1/messages/send'))).toHaveLength(1)
})

/** The packages to which only development dependencies lead, by their folders (npm docs, package-lock.json). */
const onlyDevelopment = (): readonly string[] => {
  const lockFile = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
  const { packages }: { packages: Record<string, { dev?: boolean }> } = JSON.parse(lockFile)
  return Object.keys(packages).filter((folder) => packages[folder]?.dev === true)
}

test('a bundle contains no package that is for development only, as those under the AGPL are', async () => {
  const folders = (await buildBundles()).map(
    (path) => path.match(/node_modules\/(?:.+\/node_modules\/)?(?:@[^/]+\/)?[^/]+/)?.[0] ?? '',
  )
  expect(folders).toContain('node_modules/zod')
  expect(onlyDevelopment()).toContain('node_modules/@cloud-copilot/iam-simulate')
  expect(onlyDevelopment().filter((folder) => folders.includes(folder))).toEqual([])
})
