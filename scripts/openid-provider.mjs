// An independent provider of OpenID Connect for the tests: it signs in whom its
// environment names, without asking for a password, and says where it listens.
import http from 'node:http'
import { Provider } from 'oidc-provider'

// With EACH it signs in one after the other; with LAZY it asks nobody anew.
const { CLIENT_ID, CLIENT_SECRET, BACK, PEOPLE, EACH, LAZY } = process.env
const people = JSON.parse(PEOPLE)
let signedIn = 0
let answer
const server = http.createServer((request, response) => answer(request, response))
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [BACK] }],
    claims: { openid: ['sub'], profile: ['name', 'id_number'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['of this test alone'] },
    interactions: { url: (_, interaction) => `/who/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  })
  const known = provider.callback()
  answer = async (request, response) => {
    if (LAZY) request.url = request.url.replace(/[?&](prompt|max_age)=[^&]*/g, (part) => part[0] === '?' ? '?' : '')
    if (!request.url.startsWith('/who/')) return known(request, response)
    const { prompt, params, session } = await provider.interactionDetails(request, response)
    const next = () => Object.keys(people)[EACH ? signedIn++ % Object.keys(people).length : 0]
    const who = prompt.name === 'login' ? params.login_hint ?? next() : session.accountId
    let result = { login: { accountId: who } }
    if (prompt.name === 'consent') {
      const grant = new provider.Grant({ accountId: who, clientId: params.client_id })
      grant.addOIDCScope('openid profile')
      result = { consent: { grantId: await grant.save() } }
    }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true })
  }
  console.log(issuer)
})
process.stdin.resume()
process.stdin.on('end', () => process.exit(0)) // ends with who started it
