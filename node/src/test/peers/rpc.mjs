// Drives an RPC by kubo-rpc-client, and prints what each method gave as a line of JSON. usage: rpc.mjs URL
import { create } from 'kubo-rpc-client'
import { CID } from 'multiformats/cid'

const ipfs = create({ url: process.argv[2] })
const say = (method, outcome) => console.log(JSON.stringify({ method, outcome: String(outcome) }))
const all = async (source) => { const found = []; for await (const each of source) found.push(each); return found }
const text = async (source) => Buffer.concat(await all(source)).toString()

const content = 'a'.repeat(700_000)
const added = await all(ipfs.addAll([{ path: 'd/one.txt', content: 'one' }, { path: 'd/two.txt', content }], { progress: () => {} }))
const root = added.at(-1).cid
say('add', added.map(each => each.path).join(' '))
say('add root', root)
say('add cid-version', (await ipfs.add('hello', { cidVersion: 1 })).cid)
say('cat', await text(ipfs.cat(root + '/one.txt')))
say('cat part', await text(ipfs.cat(root + '/two.txt', { offset: 262_100, length: 5 })))
say('get', (await text(ipfs.get(root))).includes('one'))
say('ls', (await all(ipfs.ls(root))).map(each => each.type + ':' + each.name + ':' + each.size).join(' '))
const block = await ipfs.block.put(new TextEncoder().encode('block'))
say('block.put', block)
say('block.get', Buffer.from(await ipfs.block.get(block)).toString())
say('block.stat', (await ipfs.block.stat(block)).size)
say('block.rm', (await all(ipfs.block.rm(block))).map(each => each.cid.equals(block) + ':' + each.error).join())
const node = await ipfs.dag.put({ to: root, n: [1, 2.5, true, null] })
say('dag.put', node)
say('dag.get', JSON.stringify((await ipfs.dag.get(node)).value.n))
say('dag.get path', (await ipfs.dag.get(node, { path: '/n/1' })).value)
say('dag.resolve', (await ipfs.dag.resolve(node + '/to')).cid)
const car = await all(ipfs.dag.export(root))
say('dag.import', (await all(ipfs.dag.import([car]))).map(each => each.root.cid).join())
say('pin.add', await ipfs.pin.add(root))
say('pin.ls', (await all(ipfs.pin.ls({ paths: [root], type: 'recursive' }))).map(each => each.type).join())
say('pin.rm', await ipfs.pin.rm(root))
say('refs', (await all(ipfs.refs(root, { recursive: true, unique: true }))).length)
say('refs.local', (await all(ipfs.refs.local())).length > 5)
say('resolve', await ipfs.resolve('/ipfs/' + root + '/one.txt'))
say('id', (await ipfs.id()).agentVersion)
say('version', (await ipfs.version()).version)
say('repo.stat', (await ipfs.repo.stat()).numObjects > 5n)
say('repo.gc', (await all(ipfs.repo.gc())).some(each => each.cid != null))
try {
  await text(ipfs.cat(CID.parse('bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku')))
} catch (error) {
  say('error', error.message)
}
