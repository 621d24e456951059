// Node runs this from source: every case of the table with the bytes of its answers, as one JSON array on stdout.
import { readCases } from '../read-cases.ts';
import { caseBytes, type AskedCase } from './case-bytes.ts';

const answered = readCases().map(({ file, why, plan, absent, asked }) => {
  const sent: AskedCase = { file, why, plan, absent, asked };
  return { sent, bytes: caseBytes(sent) };
});
process.stdout.write(JSON.stringify(answered));
