import { expect, test } from 'vitest'

import { inLanguageOf } from '../../local/machine-language.ts'
import { exampleWith } from '../cdk/synthesised.ts'

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
  'on a machine that speaks %s, the stage %s speaks it unless settings choose',
  (locale, stage, settings, language) => {
    expect(inLanguageOf(locale, stage, settings).operatorLanguage).toBe(language)
  },
)
