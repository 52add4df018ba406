// The program `fencepost`: dist/cli, a file for each command, and for what commands share. A command would have to find, read and link
// 150 modules otherwise, which takes a third of a short one's time.
import { buildProgram } from './program.js'

await buildProgram({ folder: 'dist/cli', program: 'src/cli/main.ts' })
