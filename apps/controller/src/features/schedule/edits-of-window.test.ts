import type { StoredEntry } from '@gatecast/protocol';
import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { meQuery } from '../../api/me-query.ts';
import { editsNow, noteEdit, ownEdits } from './edits-of-window.ts';

const queries = new QueryClient();
type Me = Parameters<typeof queries.setQueryData<typeof meQuery.queryKey>>;
const signIn = (id: string | null) => queries.setQueryData(meQuery.queryKey, (id === null ? null : { id }) as never satisfies Me[number]);
const entry = { id: 'e', revision: 1 } as StoredEntry;

it('what was done in a window is forgotten when its person signs out, and when another one signs in', () => {
  signIn('linh');
  ownEdits(queries);
  noteEdit({ before: null, after: entry });
  signIn('linh');
  expect(editsNow().done.length).toBe(1);
  queries.clear();
  signIn(null);
  expect(editsNow().done).toEqual([]);
  signIn('linh');
  noteEdit({ before: null, after: entry });
  signIn('minh');
  expect(editsNow().done).toEqual([]);
});
