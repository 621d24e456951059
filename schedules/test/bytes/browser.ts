// What is built for browsers: a page has `caseBytes`.
import { caseBytes } from './case-bytes.ts';

Object.assign(globalThis, { caseBytes });
