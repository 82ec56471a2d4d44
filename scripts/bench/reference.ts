/**
 * What the engine is compared with: the same frames relayed with an ack, and nothing else: no actors, no store,
 * no accounts, no limits. `node reference.mjs uws|ws|socketio`
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Relay } from './servers/Relay.ts'

const ready = (port: number) => process.send?.({ port })

const servers = {
  uws: async () => {
    const { App, us_socket_local_port } = await import('uWebSockets.js')
    const relay = new Relay()
    type Data = { peer: ReturnType<Relay['opened']> | undefined }
    const decoder = new TextDecoder()
    const app = App()
    app.ws<Data>('/*', {
      compression: 0,
      maxPayloadLength: 128 * 1024,
      maxBackpressure: 1024 * 1024,
      idleTimeout: 40,
      upgrade: (res, req, context) => {
        const [key, protocol, extensions] = ['key', 'protocol', 'extensions'].map((name) =>
          req.getHeader(`sec-websocket-${name}`),
        )
        res.upgrade<Data>({ peer: undefined }, key!, protocol!, extensions!, context)
      },
      open: (ws) => {
        ws.getUserData().peer = relay.opened({
          send: (frame) => void ws.send(JSON.stringify(frame), false),
          subscribe: (topic) => void ws.subscribe(topic),
          publish: (topic, frame) => void app.publish(topic, JSON.stringify(frame), false),
        })
      },
      message: (ws, bytes) => relay.heard(ws.getUserData().peer!, JSON.parse(decoder.decode(bytes))),
      close: (ws) => relay.closed(ws.getUserData().peer!),
    })
    app.listen('127.0.0.1', 0, (token) => {
      if (token) ready(us_socket_local_port(token))
    })
  },

  ws: async () => {
    const { WebSocketServer } = await import('ws')
    const relay = new Relay()
    const http = createServer()
    const server = new WebSocketServer({ server: http, perMessageDeflate: false })
    server.on('connection', (socket) => {
      const peer = relay.opened({ send: (frame) => socket.send(JSON.stringify(frame)) })
      socket.on('message', (bytes) => relay.heard(peer, JSON.parse(String(bytes))))
      socket.on('close', () => relay.closed(peer))
    })
    http.listen(0, '127.0.0.1', () => ready((http.address() as AddressInfo).port))
  },

  socketio: async () => {
    const { Server } = await import('socket.io')
    const relay = new Relay()
    const http = createServer()
    const server = new Server(http, {
      transports: ['websocket'],
      perMessageDeflate: false,
      serveClient: false,
    })
    server.on('connection', (socket) => {
      const peer = relay.opened({ send: (frame) => void socket.emit('m', frame) })
      socket.on('m', (frame) => relay.heard(peer, frame))
      socket.on('disconnect', () => relay.closed(peer))
    })
    http.listen(0, '127.0.0.1', () => ready((http.address() as AddressInfo).port))
  },
}

process.on('disconnect', () => process.exit(0))
await servers[process.argv[2] as keyof typeof servers]()
