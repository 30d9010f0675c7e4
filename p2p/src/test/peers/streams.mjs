// A Helia node on loopback with protocols that move bytes, driven by lines of JSON as peer.mjs is.
// Usage: node streams.mjs '{"port":0,"tls":false}'; it stands in the folder in which Helia is installed.
//   /x/echo    sends back what comes
//   /x/sink    takes all, then answers its SHA-256 in hex
//   /perf/1.0.0  as libp2p specifies it: takes 8 bytes, a number, and all else; then sends as many bytes
//   /x/source  takes 8 bytes, a number, big-endian; sends as many bytes
import readline from 'node:readline'
import { createHash } from 'node:crypto'
import { tcp } from '@libp2p/tcp'
import { noise } from '@libp2p/noise'
import { tls } from '@libp2p/tls'
import { yamux } from '@libp2p/yamux'
import { identify, identifyPush } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { multiaddr } from '@multiformats/multiaddr'
import { peerIdFromString } from '@libp2p/peer-id'
import { createHeliaLight } from 'helia'
import { withLibp2pLight } from '@helia/libp2p'
import { withBitswap } from '@helia/bitswap'

const options = { port: 0, tls: false, ...JSON.parse(process.argv[2] ?? '{}') }
const say = answer => process.stdout.write(JSON.stringify(answer) + '\n')
const MANY = { maxInboundStreams: 3000, maxOutboundStreams: 3000 }

const helia = withBitswap(withLibp2pLight(createHeliaLight(), {
  addresses: { listen: [`/ip4/127.0.0.1/tcp/${options.port}`] },
  transports: [tcp()],
  connectionEncrypters: options.tls ? [tls()] : [noise()],
  streamMuxers: [yamux({ ...MANY })],
  connectionGater: { denyDialMultiaddr: () => false },
  peerDiscovery: [],
  services: { identify: identify(), identifyPush: identifyPush(), ping: ping() }
}))
await helia.start()
const node = helia.libp2p

const handled = {}
const bytesOf = chunk => chunk.subarray()
const send = async (stream, bytes) => { if (!stream.send(bytes)) await stream.onDrain() }

async function echo (stream) {
  for await (const chunk of stream) await send(stream, bytesOf(chunk))
  await stream.close()
}

async function digestOf (stream) {
  const digest = createHash('sha256')
  let bytes = 0
  for await (const chunk of stream) { digest.update(bytesOf(chunk)); bytes += chunk.byteLength }
  return { digest: digest.digest('hex'), bytes }
}

async function sendMany (stream, count) {
  const digest = createHash('sha256')
  const block = new Uint8Array(65536).map((_, i) => i * 7)
  for (let left = count, turn = 0; left > 0; left -= block.length, turn++) {
    block[0] = turn
    const part = block.slice(0, Math.min(left, block.length))
    digest.update(part)
    await send(stream, part)
  }
  return digest.digest('hex')
}

async function sink (stream) {
  const { digest } = await digestOf(stream)
  await send(stream, new TextEncoder().encode(digest))
  await stream.close()
}

let lastSent = null
async function source (stream) {
  let head = Buffer.alloc(0)
  for await (const chunk of stream) {
    head = Buffer.concat([head, bytesOf(chunk)])
    if (head.length >= 8) break
  }
  lastSent = await sendMany(stream, Number(head.readBigUInt64BE(0)))
  await stream.close()
}

// Bytes alone, since a digest would be measured with them.
async function sendBytes (stream, count) {
  const block = new Uint8Array(65536)
  for (let left = count; left > 0; left -= block.length) {
    await send(stream, left < block.length ? block.slice(0, left) : block)
  }
}

async function perf (stream) {
  let head = Buffer.alloc(0)
  for await (const chunk of stream) {
    if (head.length < 8) head = Buffer.concat([head, bytesOf(chunk).subarray(0, 8)])
  }
  await sendBytes(stream, Number(head.readBigUInt64BE(0)))
  await stream.close()
}

async function speak (protocol, handler) {
  handled[protocol] = 0
  await node.handle(protocol, async stream => {
    handled[protocol]++
    try { await handler(stream) } catch (e) { stream.abort(e) }
  }, { ...MANY, runOnLimitedConnection: true })
}
await speak('/x/echo', echo)
await speak('/x/sink', sink)
await speak('/x/source', source)
await speak('/perf/1.0.0', perf)

const open = (c, protocol) => node.dialProtocol(peerIdFromString(c.peer), protocol, MANY)

async function echoOnce (stream, seed, bytes) {
  const sent = new Uint8Array(bytes).map((_, i) => seed * 31 + i * 7)
  stream.send(sent)
  let heard = Buffer.alloc(0)
  for await (const chunk of stream) {
    heard = Buffer.concat([heard, bytesOf(chunk)])
    if (heard.length >= bytes) break
  }
  await stream.close()
  return Buffer.compare(heard, Buffer.from(sent)) === 0
}

const operations = {
  dial: async c => {
    const made = await node.dial(multiaddr(c.addr))
    return { encryption: made.encryption, muxer: made.multiplexer }
  },
  ping: async c => ({ rtt: await node.services.ping.ping(peerIdFromString(c.peer)) }),
  known: async c => {
    const known = await node.peerStore.get(peerIdFromString(c.peer))
    const agent = known.metadata.get('AgentVersion')
    return {
      agent: agent == null ? '' : Buffer.from(agent).toString(),
      protocols: known.protocols,
      signedPeerRecord: known.peerRecordEnvelope != null,
      connections: node.getConnections(known.id).map(x => ({
        direction: x.direction, encryption: x.encryption, muxer: x.multiplexer, streams: x.streams.map(s => s.protocol)
      }))
    }
  },
  connected: async c => ({ connected: node.getConnections(peerIdFromString(c.peer)).length > 0 }),
  abort: async c => { node.getConnections(peerIdFromString(c.peer)).forEach(x => x.abort(new Error('aborted'))); return {} },
  speak: async c => { await speak(c.protocol, echo); return {} },
  echoes: async c => {
    const streams = await Promise.all(Array.from({ length: Number(c.count) }, () => open(c, c.protocol)))
    const same = await Promise.all(streams.map((stream, i) => echoOnce(stream, i, Number(c.bytes))))
    return { same: same.filter(x => x).length }
  },
  send: async c => {
    const stream = await open(c, c.protocol)
    const sent = await sendMany(stream, Number(c.bytes))
    await stream.close()
    let answer = ''
    for await (const chunk of stream) answer += Buffer.from(bytesOf(chunk)).toString()
    return { sent, answer }
  },
  fetch: async c => digestOf(await open(c, c.protocol)),
  perf: async c => {
    const stream = await open(c, '/perf/1.0.0')
    const head = Buffer.alloc(8)
    head.writeBigUInt64BE(BigInt(c.back))
    await send(stream, head)
    await sendBytes(stream, Number(c.there))
    await stream.close()
    let bytes = 0
    for await (const chunk of stream) bytes += chunk.byteLength
    return { bytes }
  },
  stats: async () => ({ handled, lastSent })
}

say({ event: 'ready', peerId: node.peerId.toString(), addrs: node.getMultiaddrs().map(String) })
for await (const line of readline.createInterface({ input: process.stdin })) {
  if (!line.trim()) continue
  let c
  try {
    c = JSON.parse(line)
    say({ ok: true, ...(await operations[c.op](c)) })
  } catch (e) {
    say({ ok: false, op: c?.op, error: e.name + ': ' + e.message })
  }
}
process.exit(0)
