import { expect, test } from 'vitest'

import type { Settings } from '../../../../settings/schema.ts'
import { partsSubmittedTo, undeliveredBy } from '../../../../shared/rules/telemetry.ts'
import { arrivedIn, arrivedShare, type Count, chartsOf } from '../../../cdk/monitored.ts'
import { mixed, simOnly } from './stages.ts'

test('the dashboard shows no cost if only SIMs send', () => {
  const titles = chartsOf(simOnly).map(({ widget }) => widget.title)
  expect(titles.filter((title) => title?.includes('ost of'))).toEqual([])
})

test('the share of replies that arrived is shown for each kind of carrier in the stage', () => {
  const labels = (settings: Settings) => arrivedIn(settings)?.widget.series.map(({ label }) => label)
  const [ofAws, ofSims] = ['share that arrived, as AWS reports', 'share that SIMs could send']
  expect(labels(mixed)).toEqual([ofAws, ofSims])
  expect(labels(simOnly)).toEqual([ofSims])
})

test('the share for SIMs counts submitted parts that no phone has reported as not sent', () => {
  const noon = '2026-11-24T12:00:00Z'
  const submitted = { [partsSubmittedTo('sim')]: [[noon, 8]] as readonly Count[] }
  expect(arrivedShare(simOnly, { ...submitted, [undeliveredBy('sim')]: [[noon, 2]] })).toBe(0.75)
  expect(arrivedShare(simOnly, submitted)).toBe(1)
  expect(arrivedShare(simOnly, {})).toBe(1)
})
