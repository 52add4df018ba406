/** The thread of a helper. */
import { workerData, type MessagePort } from 'node:worker_threads'
import { HandedStates } from './handed-states.ts'
import { Helper, Stopped, type HelperTask } from './helper.ts'
import { CONTROL, ORDER } from './shared-tables.ts'

export interface WorkerTask extends HelperTask {
  /** Where the report goes. */
  readonly port: MessagePort
  /** Where the states go that this helper leaves to the other thread: `HandedStates`. */
  readonly handed: Int32Array
}

/** How often an idle helper looks for work before it sleeps. */
const SPINS = 200
const NAP_MILLISECONDS = 0.5

const task = workerData as WorkerTask
const { control } = task.tables
const handed = new HandedStates(task.handed)
const helper = new Helper(task, (index) => {
  while (!handed.awaitRoom(NAP_MILLISECONDS)) if (Atomics.load(control, CONTROL.order) === ORDER.stop) throw new Stopped()
  handed.add(index)
  ring()
})
for (let turn = helper.turn(), idle = 0; turn !== 'ended'; turn = helper.turn()) {
  idle = turn === 'idle' ? idle + 1 : 0
  if (turn === 'paused') Atomics.wait(control, CONTROL.order, ORDER.pause)
  else if (idle > SPINS) Atomics.wait(control, CONTROL.order, ORDER.search, NAP_MILLISECONDS)
}
task.port.postMessage(helper.report)
ring()
task.port.close()

function ring(): void {
  Atomics.add(control, CONTROL.bell, 1)
  Atomics.notify(control, CONTROL.bell)
}
