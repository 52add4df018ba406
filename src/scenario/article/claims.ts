import type { Section } from './claim.ts'
import { CHAPTER_2_1 } from './claims/chapter-2-1.ts'
import { CHAPTER_2_2 } from './claims/chapter-2-2.ts'
import { CHAPTER_2_3 } from './claims/chapter-2-3.ts'
import { CHAPTER_2_4 } from './claims/chapter-2-4.ts'
import { CHAPTER_2_5 } from './claims/chapter-2-5.ts'
import { CHAPTER_3_1, CHAPTER_3_2, CHAPTER_3_3 } from './claims/chapter-3.ts'
import { CHAPTER_4_1, CHAPTER_4_2, CHAPTER_4_3, CHAPTER_4_4 } from './claims/chapter-4.ts'
import { CHAPTER_5 } from './claims/chapter-5.ts'
import { CHAPTER_1, TITLE } from './claims/title-and-chapter-1.ts'

/** The sections of the article in its order. */
export const SECTIONS: readonly Section[] = [
  TITLE, CHAPTER_1,
  CHAPTER_2_1, CHAPTER_2_2, CHAPTER_2_3, CHAPTER_2_4, CHAPTER_2_5,
  CHAPTER_3_1, CHAPTER_3_2, CHAPTER_3_3,
  CHAPTER_4_1, CHAPTER_4_2, CHAPTER_4_3, CHAPTER_4_4,
  CHAPTER_5,
]
