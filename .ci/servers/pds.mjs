// A Bluesky PDS with an in-memory PLC directory, both on loopback. Started by
// pds.sh from the folder that holds node_modules; prints READY and the URL.
import { createRequire } from 'module'
import { createServer, Server } from 'net'
import { pathToFileURL } from 'url'

const require = createRequire(process.cwd() + '/')
const plc = require('@did-plc/server')
const pds = await import(pathToFileURL(require.resolve('@atproto/pds')).href)

// Both servers name a port and no address, which would be every address.
const listen = Server.prototype.listen
Server.prototype.listen = function (port, ...rest) {
  const everywhere = ['number', 'string'].includes(typeof port) && typeof rest[0] !== 'string'
  return everywhere ? listen.call(this, Number(port), '127.0.0.1', ...rest) : listen.call(this, port, ...rest)
}

// The PDS writes its own port into every account's document, so the port must
// be known before it listens.
const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

const database = plc.Database.mock ? plc.Database.mock() : new plc.MockDatabase()
const plcPort = Number(process.env.PLC_PORT) || (await freePort())
const directory = plc.PlcServer.create({ db: database, port: plcPort })
await directory.start()

process.env.PDS_DID_PLC_URL = `http://localhost:${plcPort}`
process.env.PDS_PORT ||= String(await freePort())
const env = pds.readEnv()
const server = await pds.PDS.create(pds.envToCfg(env), pds.envToSecrets(env))
await server.start()
console.log(`READY http://127.0.0.1:${process.env.PDS_PORT}`)

process.on('SIGTERM', async () => {
  await server.destroy()
  await directory.destroy()
  process.exit(0)
})
