// Plain JavaScript with no static import, so that an old Node gets as far as the sentence below.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `This is Node ${process.versions.node}, but Anti-relou needs Node 24, which npm ci brings along: run it again with install scripts allowed (without --ignore-scripts), then npm start.`,
  )
  process.exit(1)
}
await import('./main.ts')
