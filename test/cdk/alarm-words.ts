import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

/** Checks that each alarm says who is hurt, what it means and what to do first, and links to its section of the runbook. */
export const expectWords = (alarms: readonly { readonly name: string; readonly AlarmDescription: string }[]): void => {
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8')
  const anchors = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'))
  for (const { name, AlarmDescription } of alarms) {
    const section = name.replace('AntiRelou-example-', '')
    expect(AlarmDescription.split('\n')).toEqual([
      expect.stringMatching(/^First thing to do: .{20,}\.$/),
      expect.stringMatching(/^Who is hurt: .{20,}\.$/),
      expect.stringMatching(/^What it means: .{20,}\.$/),
      `Runbook: docs/runbook.md#${section}`,
    ])
    expect(AlarmDescription.length).toBeLessThanOrEqual(1024)
    expect(anchors).toContain(section)
  }
}
