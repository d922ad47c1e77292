// An independent provider of OpenID Connect for the tests: it signs in whom its
// environment names, without asking for a password, and says where it listens.
import http from 'node:http'
import { Provider } from 'oidc-provider'

const { CLIENT_ID, CLIENT_SECRET, BACK, PEOPLE } = process.env
const people = JSON.parse(PEOPLE)
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
    if (!request.url.startsWith('/who/')) return known(request, response)
    const { prompt, params } = await provider.interactionDetails(request, response)
    const who = params.login_hint ?? Object.keys(people)[0]
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
