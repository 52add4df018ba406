import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { fencepost } from './fencepost.ts'

test('serves the page until Ctrl-C', async () => {
  let page = ''
  const { status, stdout, stderr } = await fencepost(['ui', 'go/two-inserts-one-bucket', '--model', 'pso'], {
    meanwhile: (child) => child.stdout?.once('data', (line: string) => {
      void fetch(/http:\S+/.exec(line)?.[0] ?? '').then((answer) => answer.text()).then((text) => {
        page = text
        child.kill('SIGINT')
      })
    }),
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^go\/two-inserts-one-bucket under pso: http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/\n$/)
  expect(page).toContain('"live":true')
})

test('a port in use', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const { status, stdout, stderr } = await fencepost(['ui', 'go/two-inserts-one-bucket', '--port', String(port)])
  other.close()
  expect({ status, stdout, stderr }).toEqual({
    status: 2, stdout: '',
    stderr: `fencepost: --port ${port}: something else listens there: take another, or leave it out for any that is free\n`,
  })
})
