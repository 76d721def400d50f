// Many people go through whole checks at once. The job comes in on stdin, what was measured goes out
// on stdout; both are JSON. See load.py.

import http from "node:http";
import { text } from "node:stream/consumers";

const job = JSON.parse(await text(process.stdin));
const { hostname, port } = new URL(job.address);
const times = {};
const errors = [];
let finished = 0;
let bytes = 0;

const sleep = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));

/** One request; its whole answer as text. */
function ask(agent, method, path, headers, body) {
  return new Promise((done, fail) => {
    const request = http.request({ hostname, port, agent, method, path, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const whole = Buffer.concat(parts);
        bytes += whole.length;
        done({ status: answer.statusCode, headers: answer.headers, text: whole.toString() });
      });
      answer.on("error", fail);
    });
    request.setTimeout(1000 * job.patience, () => request.destroy(new Error("no answer in time")));
    request.on("error", fail);
    request.end(body);
  });
}

/** Somebody with a browser of her own: one connection, and the cookies she was given. */
async function person(recorded, wait) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const cookies = new Map();
  let token = "";

  async function go(kind, method, path, body) {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
    if (body !== undefined) {
      body += `&csrfmiddlewaretoken=${token}`;
      headers["content-type"] = "application/x-www-form-urlencoded";
      headers["content-length"] = Buffer.byteLength(body);
    }
    const began = performance.now();
    const answer = await ask(agent, method, path, headers, body);
    (times[kind] ??= []).push(performance.now() - began);
    for (const each of answer.headers["set-cookie"] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(each);
      cookies.set(name, value);
    }
    token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(answer.text)?.[1] ?? token;
    return answer;
  }

  function expect(is, what) {
    if (!is) throw new Error(what);
  }

  await sleep(wait);
  try {
    let shown = await go("start", "GET", "/check/");
    expect(shown.status === 200, `start: status ${shown.status}`);
    for (const path of new Set(shown.text.match(/\/static\/[^"]+/g))) {
      const file = await go("file", "GET", path);
      expect(file.status === 200, `file: status ${file.status}`);
    }
    for (const { path, body, to } of recorded.sent) {
      if (job.pause) await sleep(job.pause * (0.5 + Math.random()));
      const answer = await go("answer", "POST", path, body);
      expect(answer.status === 302, `answer: status ${answer.status}`);
      expect(answer.headers.location === to, "an answer led to another page than for one alone");
      const kind = to.endsWith("/uitslag/") ? "result" : "screen";
      shown = await go(kind, "GET", to);
      expect(shown.status === 200, `${kind}: status ${shown.status}`);
    }
    expect(shown.text.includes(recorded.heading), "another result than for one alone");
    finished += 1;
  } catch (error) {
    errors.push(String(error.message));
  } finally {
    agent.destroy();
  }
}

const began = performance.now();
await Promise.all(job.people.map((each, at) => person(each, (at / job.people.length) * job.spread)));
const seconds = (performance.now() - began) / 1000;
process.stdout.write(JSON.stringify({ seconds, finished, errors, bytes, times }));
