/** The thread of a helper. */
import { workerData, type MessagePort } from 'node:worker_threads'
import { Helper, type HelperTask } from './helper.ts'
import { Mailbox } from './remote-machine.ts'
import { CONTROL, ORDER } from './shared-tables.ts'

export interface WorkerTask extends HelperTask {
  /** Where the report goes. */
  readonly port: MessagePort
}

/** How often an idle helper looks for work before it sleeps. */
const SPINS = 200
const NAP_MILLISECONDS = 0.5

const task = workerData as WorkerTask
const { control } = task.tables
const mailbox = new Mailbox(task.mail, control)
const helper = new Helper(task, (operation, core, local, argument) => mailbox.ask(operation, core, local, argument))
for (let turn = helper.turn(), idle = 0; turn !== 'ended'; turn = helper.turn()) {
  idle = turn === 'idle' ? idle + 1 : 0
  if (turn === 'paused') Atomics.wait(control, CONTROL.order, ORDER.pause)
  else if (idle > SPINS) Atomics.wait(control, CONTROL.order, ORDER.search, NAP_MILLISECONDS)
}
task.port.postMessage(helper.report)
Atomics.add(control, CONTROL.bell, 1)
Atomics.notify(control, CONTROL.bell)
task.port.close()
