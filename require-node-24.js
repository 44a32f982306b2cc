// Plain JavaScript that any Node can run: it is loaded before the first TypeScript.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `This is Node ${process.versions.node}, but Anti-relou needs Node 24, which npm ci brings along: run it again with install scripts allowed (without --ignore-scripts).`,
  )
  process.exit(1)
}
