import { defineConfig } from 'vitest/config'

// Whoever runs npx vitest gets the Node of npm test.
import './require-node-24.js'
import { WaitingFirst } from './test/waiting-first.ts'

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['{carriers/**/,emulator/,lab/,page/,}test/**/*.test.ts'],
          exclude: ['**/*.slow.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'slow', include: ['{carriers/**/,emulator/,lab/,page/,}test/**/*.slow.test.ts'] },
      },
    ],
    globalSetup: 'test/global-setup.ts',
    // No test touches a module or the environment, so files can share a process, and load CDK once.
    isolate: false,
    // More than there are cores: the tests of the emulator mostly wait, in real seconds.
    maxWorkers: 4,
    maxConcurrency: 20,
    sequence: { sequencer: WaitingFirst },
    // Tests wait for what happens, which takes long on a busy machine only.
    testTimeout: 480_000,
    hookTimeout: 120_000,
  },
})
