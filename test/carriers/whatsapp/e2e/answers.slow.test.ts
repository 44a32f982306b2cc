import { testAnswers } from '../../../e2e/answers.ts'
import { whatsapp } from './tested.ts'

await testAnswers(whatsapp)
