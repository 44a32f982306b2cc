import { expect, test } from 'vitest'

import { inLanguageOf } from '../../local/options.ts'
import { exampleWith } from '../settings/checked.ts'

const unset = exampleWith({})
const chosen = exampleWith({ operatorLanguage: 'en' })

test.each([
  ['fr-FR', 'local', unset, 'fr'],
  ['fr', 'local', unset, 'fr'],
  ['en-GB', 'local', unset, 'en'],
  ['de-DE', 'local', unset, undefined],
  ['fy-NL', 'local', unset, undefined],
  ['fr-FR', 'local', chosen, 'en'],
  ['fr-FR', 'prod', unset, undefined],
])(
  'on a machine with the locale %s, the stage %s uses its language unless settings choose one',
  (locale, stage, settings, language) => {
    expect(inLanguageOf(locale, stage, settings).operatorLanguage).toBe(language)
  },
)
