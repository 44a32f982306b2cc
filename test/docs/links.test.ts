import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

import { slugOf } from '../../page/server/documents.ts'
import { sectionsOf } from './sections.ts'

const root = new URL('../../', import.meta.url)
const pages = globSync(['*.md', '{docs,lab,shared}/**/*.md'], { cwd: fileURLToPath(root) })

test.each(pages)('every link in %s has an existing target', (page) => {
  const place = new URL(page, root)
  const targets = [...readFileSync(place, 'utf8').matchAll(/(?:\]\(|href=")([^)"\s]+)/g)].map(
    ([, target = '']) => target,
  )
  const missing = targets.filter((target) => !target.startsWith('https:') && !leadsSomewhere(new URL(target, place)))
  expect(missing).toEqual([])
})

const leadsSomewhere = (target: URL): boolean => {
  const anchor = decodeURIComponent(target.hash.slice(1))
  target.hash = ''
  if (!existsSync(target)) return false
  return anchor === '' || sectionsOf(readFileSync(target, 'utf8')).some(({ heading }) => slugOf(heading) === anchor)
}
