import { expect, test } from 'vitest'
import { read } from '../../test/docs/page.ts'
import { inputMark } from '../program.ts'

test.each([
  ['siege', 'npm run siege -- --evidence'],
  ['outages', 'npm run outages -- --evidence'],
])('what docs/evidence.md tells of %s is of the rules as they are, or has to be measured again: %s', (section) => {
  expect(read('docs/evidence.md')).toContain(`<!-- ${section} -->\n${inputMark(section)}`)
})
