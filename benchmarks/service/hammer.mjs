// Asks for pages again and again over some connections. The job comes in on stdin, what was measured
// goes out on stdout; both are JSON. See speed.py.

import http from "node:http";
import { text } from "node:stream/consumers";

const job = JSON.parse(await text(process.stdin));
const { hostname, port } = new URL(job.address);
const agent = new http.Agent({ keepAlive: true, maxSockets: job.connections });
const headers = { cookie: job.cookie, "accept-encoding": "gzip" };
const times = [];
let errors = 0;
let next = 0;

function ask(path) {
  return new Promise((done, fail) => {
    http.get({ hostname, port, agent, path, headers }, (answer) => {
      answer.on("end", () => done(answer.statusCode)).on("error", fail).resume();
    }).on("error", fail);
  });
}

async function again(until) {
  while (performance.now() < until) {
    const path = job.paths[next++ % job.paths.length];
    const began = performance.now();
    const status = await ask(path).catch(() => 0);
    times.push(performance.now() - began);
    if (status !== 200) errors += 1;
  }
}

const began = performance.now();
await Promise.all(Array.from({ length: job.connections }, () => again(began + 1000 * job.seconds)));
const seconds = (performance.now() - began) / 1000;
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
process.stdout.write(
  JSON.stringify({ a_second: times.length / seconds, errors, p50: at(0.5), p99: at(0.99) }),
);
agent.destroy();
