import { useQuery } from '@tanstack/react-query';
import { meQuery } from './me-query.ts';
import { signInWaysQuery } from './sign-in-ways.ts';

/** What this server told of itself whoever is signed in, or whoever stands before its door; undefined until it has. */
function useServer(): { readonly isTraining: boolean; readonly otherServerUrl: string | null } | undefined {
  const { data: me } = useQuery({ ...meQuery, enabled: false });
  const { data: ways } = useQuery({ ...signInWaysQuery, enabled: !me });
  return me ?? ways;
}

/** Whether this server is there to practise on. */
export function useIsTraining(): boolean {
  return useServer()?.isTraining ?? false;
}

/** Where the other server is: from one in service the one to practise on, from there the one in service; null where nobody has told. */
export function useOtherServerUrl(): string | null {
  return useServer()?.otherServerUrl ?? null;
}
