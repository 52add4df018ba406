/**
 * Functions of Go's runtime that need what is not modelled: the scheduler, the collector, signals and the operating
 * system. A core that reaches one ends there, with the reason; nothing is silently skipped.
 */

const SCHEDULER = 'goroutines are not scheduled here: a core runs one function after another'
const COLLECTOR = 'no garbage collector runs here'
const SYSTEM = 'system calls are not modelled'
const PRINTING = 'printing needs the operating system'
const STACK = 'the runtime\'s own stack is not modelled'

const FUNCTIONS: readonly (readonly [reason: string, names: readonly string[]])[] = [
  [SCHEDULER, [
    'newproc', 'gopark', 'goready', 'goparkunlock', 'Gosched', 'goschedImpl', 'goexit0', 'gogo', 'semacquire1',
    'semrelease1', 'chansend1', 'chansend', 'chanrecv1', 'chanrecv2', 'chanrecv', 'closechan', 'selectgo', 'block',
    'notesleep', 'notewakeup', 'timeSleep', 'asyncPreempt', 'gopreempt_m', 'deferreturn', 'gorecover',
  ]],
  [STACK, ['systemstack', 'mcall', 'asmcgocall', 'cgocall', 'newstack', 'copystack']],
  [COLLECTOR, ['gcStart', 'GC', 'gcAssistAlloc', 'deductAssistCredit', 'wbBufFlush', 'SetFinalizer', 'gcMarkDone']],
  [SYSTEM, [
    'entersyscall', 'exitsyscall', 'futex', 'usleep', 'osyield', 'write1', 'mmap', 'madvise', 'lock2', 'lockWithRank',
    'nanotime1', 'walltime', 'sysMonWakeup',
  ]],
  [PRINTING, ['printlock', 'printstring', 'printint', 'printuint', 'printnl']],
]

/** Reasons by the symbols of the functions. */
export const UNMODELLED_FUNCTIONS: ReadonlyMap<string, string> = new Map(FUNCTIONS.flatMap(([reason, names]) => {
  return names.map((name) => [`runtime.${name}`, reason] as const)
}))

/** The words for a core that reached one. */
export function describeUnmodelled(symbol: string): string {
  return `${symbol}: ${UNMODELLED_FUNCTIONS.get(symbol) ?? 'not modelled'}`
}
