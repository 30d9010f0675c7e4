// One side of libp2p's transport interop contract (libp2p/unified-testing), by js-libp2p. The environment says what to be:
// IS_DIALER, REDIS_ADDR, TEST_KEY, TRANSPORT, SECURE_CHANNEL, MUXER, LISTENER_IP. A listener sets TEST_KEY_listener_multiaddr
// in the Redis and waits to be ended; a dialler polls it, dials, pings, prints latencies as YAML, and ends with 0.
import net from 'node:net'
import { tcp } from '@libp2p/tcp'
import { noise } from '@libp2p/noise'
import { tls } from '@libp2p/tls'
import { yamux } from '@libp2p/yamux'
import { identify } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const env = process.env
if (env.TRANSPORT !== 'tcp' || env.MUXER !== 'yamux') throw new Error('only tcp with yamux')
const securities = { noise, tls }
const [host, port] = env.REDIS_ADDR.split(':')

// One command of the Redis protocol, one answer: a simple string, a bulk string, or null.
const redis = (...words) => new Promise((resolve, reject) => {
  const socket = net.connect(Number(port), host)
  let heard = ''
  socket.on('error', reject)
  socket.on('data', data => {
    heard += data
    const lines = heard.split('\r\n')
    if (heard.startsWith('+') && lines.length > 1) { socket.end(); resolve(lines[0].slice(1)) }
    if (heard.startsWith('$-1')) { socket.end(); resolve(null) }
    if (heard.startsWith('$') && lines.length > 2) { socket.end(); resolve(lines[1]) }
    if (heard.startsWith('-')) { socket.end(); reject(new Error(heard)) }
  })
  socket.write(`*${words.length}\r\n` + words.map(w => `$${Buffer.byteLength(w)}\r\n${w}\r\n`).join(''))
})

const dials = env.IS_DIALER === 'true'
const node = await createLibp2p({
  addresses: { listen: dials ? [] : [`/ip4/${env.LISTENER_IP}/tcp/0`] },
  transports: [tcp()],
  connectionEncrypters: [securities[env.SECURE_CHANNEL]()],
  streamMuxers: [yamux()],
  connectionGater: { denyDialMultiaddr: () => false },
  services: { identify: identify(), ping: ping() }
})
const key = `${env.TEST_KEY}_listener_multiaddr`

if (!dials) {
  await redis('SET', key, node.getMultiaddrs()[0].toString())
  console.error('listening at', node.getMultiaddrs()[0].toString())
} else {
  let address = null
  while ((address = await redis('GET', key)) == null) await new Promise(resolve => setTimeout(resolve, 50))
  console.error('dialling', address)
  const begin = performance.now()
  await node.dial(multiaddr(address))
  const rtt = await node.services.ping.ping(multiaddr(address))
  const both = performance.now() - begin
  console.log(`latency:\n  handshake_plus_one_rtt: ${both}\n  ping_rtt: ${rtt}\n  unit: ms`)
  await node.stop()
  process.exit(0)
}
