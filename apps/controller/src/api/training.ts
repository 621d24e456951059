import { useQuery } from '@tanstack/react-query';
import { meQuery } from './me-query.ts';
import { signInWaysQuery } from './sign-in-ways.ts';

/** Whether this server is there to practise on, as it told whoever is signed in, or whoever stands before its door. */
export function useIsTraining(): boolean {
  const { data: me } = useQuery({ ...meQuery, enabled: false });
  const { data: ways } = useQuery({ ...signInWaysQuery, enabled: !me });
  return me?.isTraining ?? ways?.isTraining ?? false;
}
