// A certified OpenID provider on this machine, as one JSON argument describes it.
import Provider from "oidc-provider";

const told = JSON.parse(process.argv[2]);
const claims = (id) => told.accounts[id] ?? {};

const provider = new Provider(told.issuer, {
  clients: told.clients,
  jwks: told.jwks,
  cookies: { keys: [told.cookieKey] },
  claims: { openid: ["sub", "agency", "role", "purpose", "groups", "staff"] },
  conformIdTokenClaims: false, // a town hall's provider puts them into the ID token as well
  findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, ...claims(id) }) }),
  extraTokenClaims: (_ctx, token) => claims(token.accountId ?? token.clientId),
  pkce: { required: () => true },
  ttl: { IdToken: 60, AccessToken: 600, ClientCredentials: 600 },
  features: {
    devInteractions: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({
        scope: "",
        audience: told.audience,
        accessTokenTTL: 600,
        accessTokenFormat: "jwt",
        jwt: { sign: { alg: told.algorithm } },
      }),
    },
  },
});

const server = provider.listen(told.port, "127.0.0.1", () => process.stdout.write("ready\n"));
// As long as whoever asks keeps a connection, and no less: else a request meets one just closing.
server.keepAliveTimeout = 30_000;
