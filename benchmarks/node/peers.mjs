// Times the peers that run in Node: json-logic-js and cql-execution.
// Standard input: {clock, rounds, seconds, ranks, raises, contenders: [...]}; a contender is
//   {engine: 'json-logic-js', every, logic, people}
//   {engine: 'cql-execution', library, expression, people}
//   {engine: 'cql-execution', library, lowest, people}      every expression of the library
// Standard output: [{micros, levels}, ...], in the same order.

import { readFileSync } from 'node:fs';
import jsonLogic from 'json-logic-js';
import cql from 'cql-execution';

const { clock, rounds, seconds, ranks, raises, contenders } = JSON.parse(readFileSync(0, 'utf8'));

function raised(base, flags) {
  let best = base;
  raises.forEach(({ steps, start, top }, at) => {
    if (flags[at] && start <= base && base < top) best = Math.max(best, Math.min(base + steps, top));
  });
  return best;
}

function levelOf(flags) {
  let base = 0;
  for (let at = 0; at < ranks.length; at += 1) {
    if (flags[at] && ranks[at] > base) base = ranks[at];
  }
  return raised(base, flags.slice(ranks.length));
}

const prepare = {
  'json-logic-js': ({ logic, every }) => (person) => {
    const found = jsonLogic.apply(logic, person);
    return every ? levelOf(found) : raised(found[0], found.slice(1));
  },
  'cql-execution': ({ library, expression, lowest }) => {
    const prepared = new cql.Library(library);
    return async (person) => {
      const source = new cql.PatientSource([{ id: 'person', recordType: 'Patient' }]);
      const executor = new cql.Executor(prepared, undefined, person);
      const results = expression
        ? await executor.exec_expression(expression, source)
        : await executor.exec(source);
      return results.patientResults.person[expression ?? lowest];
    };
  },
};

function now() {
  if (clock === 'wall') return Number(process.hrtime.bigint()) / 1000;
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function micros(assess, people, start, number) {
  const began = now();
  for (let each = 0; each < number; each += 1) {
    const level = assess(people[(start + each) % people.length]);
    if (level instanceof Promise) await level;
  }
  return (now() - began) / number;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const ready = [];
for (const contender of contenders) {
  const assess = prepare[contender.engine](contender);
  const levels = [];
  for (const person of contender.people) levels.push(await assess(person));
  const once = await micros(assess, contender.people, 0, 20);
  const number = Math.max(20, Math.floor((seconds * 1e6) / once));
  ready.push({ assess, people: contender.people, levels, number, times: [] });
}
for (let round = 0; round < rounds; round += 1) {
  for (const each of ready) {
    each.times.push(await micros(each.assess, each.people, round * each.number, each.number));
  }
}
process.stdout.write(
  JSON.stringify(ready.map(({ times, levels }) => ({ micros: median(times), levels }))),
);
