// A Node that is too old ends here, before it meets TypeScript.
import '../require-node-24.js'

await import('./main.ts')
