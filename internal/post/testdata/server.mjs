// A mail server of another make: it says on a line each where it listens and
// what it was handed. Arguments are a JSON object: port, key, cert, user,
// password, implicit.
import { readFileSync } from "node:fs";
import { SMTPServer } from "smtp-server";

const want = JSON.parse(process.argv[2] ?? "{}");
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const asked = new Map();

const fault = (code) => Object.assign(new Error("refused by the test"), { responseCode: code });

const server = new SMTPServer({
  key: want.key ? readFileSync(want.key) : undefined,
  cert: want.cert ? readFileSync(want.cert) : undefined,
  secure: Boolean(want.implicit),
  disabledCommands: [...(want.key ? [] : ["STARTTLS"]), ...(want.user ? [] : ["AUTH"])],
  authOptional: !want.user,
  onAuth(auth, _session, done) {
    const right = auth.username === want.user && auth.password === want.password;
    done(right ? null : fault(535), right ? { user: auth.username } : undefined);
  },
  onRcptTo(address, _session, done) {
    const times = (asked.get(address.address) ?? 0) + 1;
    asked.set(address.address, times);
    if (address.address.startsWith("gone")) return done(fault(550));
    if (address.address.startsWith("later") && times === 1) return done(fault(451));
    done();
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      say({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((to) => to.address),
        secure: session.secure,
        user: session.user ?? "",
        raw: Buffer.concat(chunks).toString("base64"),
      });
      done();
    });
  },
});
server.on("error", () => {});
server.listen(want.port ?? 0, "127.0.0.1", () => say({ port: server.server.address().port }));
process.stdin.on("end", () => process.exit(0)).resume();
