import { App, us_listen_socket_close, us_socket_local_port } from 'uWebSockets.js'
import { connect, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { listenAlone } from './uws.ts'

const listen = (port: number) =>
  new Promise<{ app: ReturnType<typeof App>; port: number; stop: () => void } | null>((resolve) => {
    const app = App().get('/*', (res) => void res.end('here'))
    listenAlone(app, '127.0.0.1', port, (token) =>
      resolve(
        token === false
          ? null
          : {
              app,
              port: us_socket_local_port(token),
              stop: () => {
                us_listen_socket_close(token)
                app.close()
              },
            },
      ),
    )
  })

it('shares its port with no other engine', async () => {
  const first = await listen(0)
  expect(first).not.toBeNull()
  expect(await listen(first!.port)).toBeNull()
  first!.stop()
})

it('takes its port again although its own connections are remembered by the kernel', async () => {
  const first = await listen(0)
  const socket = await new Promise<Socket>((resolve) => {
    const made: Socket = connect(first!.port, '127.0.0.1', () => resolve(made))
  })
  const answered = new Promise((resolve) => socket.once('data', resolve))
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await answered
  // The engine closes first, so its side of the connection stays in TIME_WAIT.
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('end', () => socket.end())
  first!.stop()
  await closed
  const second = await listen(first!.port)
  expect(second).not.toBeNull()
  second!.stop()
})
