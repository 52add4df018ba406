// What measures a row, put together as the program is; and beside it what makes the table. Run by `npm run bench` with the flags that
// rows are measured with: V8 takes code only under the flags that it was made with.
import { buildProgram } from './program.js'

await buildProgram({ folder: 'dist/bench', program: 'bench/measure.ts', others: { bench: 'bench/main.ts' } })
