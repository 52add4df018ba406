import type { Section } from './claim.ts'
import { CHAPTER_2_1 } from './claims/chapter-2-1.ts'

/** The sections of the article in its order. */
export const SECTIONS: readonly Section[] = [CHAPTER_2_1]
