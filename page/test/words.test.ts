import { expect, it } from 'vitest'

import { alarmNamesOf } from '../../cdk/synthesise.ts'
import { localStages, readSettings } from '../../settings/read.ts'
import { french } from '../client/french.ts'

/** CloudWatch knows an alarm by its English name only, of which the embedded cloud makes a title. */
const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`

const names = new Set(
  localStages.filter((stage) => stage !== 'local-aws').flatMap((stage) => alarmNamesOf(readSettings(stage))),
)

it.each([...names])('The page has a French title for the alarm %s', (name) => {
  expect(french.alarmTitle(titleOf(name))).not.toBe(titleOf(name))
})
