// Runs ELM libraries through cql-execution.
// Standard input: [{library, parameters: [{...}, ...]}, ...]
// Standard output: per library, per mapping of parameters, what every expression comes to.

import { readFileSync } from 'node:fs';
import cql from 'cql-execution';

const jobs = JSON.parse(readFileSync(0, 'utf8'));
const anyone = () => new cql.PatientSource([{ id: 'person', recordType: 'Patient' }]);

const results = [];
for (const { library, parameters } of jobs) {
  const prepared = new cql.Library(library);
  const answers = [];
  for (const given of parameters) {
    const executor = new cql.Executor(prepared, undefined, given);
    answers.push((await executor.exec(anyone())).patientResults.person);
  }
  results.push(answers);
}
process.stdout.write(JSON.stringify(results));
