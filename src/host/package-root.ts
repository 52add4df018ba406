/**
 * The folder of the package, where `asm` and `dist` lie. Only files two folders below it may say so by themselves: the program is put
 * together from all of `src`, and lies in `dist/cli` (scripts/build-program.js).
 */
export const PACKAGE_ROOT = new URL('../../', import.meta.url)
