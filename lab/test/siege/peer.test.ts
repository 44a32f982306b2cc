import fc from 'fast-check'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { createFixedWindow } from '../../siege/peer.ts'

// The library reads the system clock, so that only fake timers can control it.
beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

test('the model of the peer limits texts as the library rate-limiter-flexible does', async () => {
  const steps = fc.array(fc.record({ key: fc.constantFrom('a', 'b'), afterMs: fc.integer({ min: 0, max: 4000 }) }))
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 9 }),
      steps,
      async (points, duration, texts) => {
        const library = new RateLimiterMemory({ points, duration })
        const model = createFixedWindow(points, duration * 1000)
        for (const { key, afterMs } of texts) {
          vi.advanceTimersByTime(afterMs)
          const taken = await library.consume(key).then(
            () => true,
            () => false,
          )
          expect(model(key, Date.now())).toBe(taken)
        }
      },
    ),
  )
})
