import { expect, it } from 'vitest';
import { enrolAddress } from './enrol-address.ts';

it('a phone is led to the controller of the server with the code in groups, and never to its own loopback', () => {
  expect(enrolAddress('https://signage.example:8443', 'ACDE2345')).toBe('https://signage.example:8443/enrol?code=ACDE-2345');
  expect(enrolAddress('http://10.0.0.7:8080/', '23456789')).toBe('http://10.0.0.7:8080/enrol?code=2345-6789');
  for (const nowhere of ['http://127.0.0.1:8080', 'http://localhost', 'http://[::1]:80', 'http://gate.localhost', 'file:///x', ''])
    expect([nowhere, enrolAddress(nowhere, 'ACDE2345')]).toEqual([nowhere, null]);
});
