import { existsSync, writeFileSync } from 'node:fs'
import project from '../../package.json' with { type: 'json' }
import { live } from './number.ts'

const file = `test/releases/${project.version}.json`
const place = new URL(`../../${file}`, import.meta.url)
if (existsSync(place)) {
  console.error(`${file} is there, and stays what it is: what a release has kept doesn't change.`)
  process.exitCode = 1
} else writeFileSync(place, `${JSON.stringify(await live(), null, 2)}\n`)
