import { commandRoutes, permissionOf, type Order, type OrderName, type WallScreen } from '@gatecast/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { commandsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { tellFault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';

/** Gives orders to one screen's player: who may, which are under way, and the giving. */
export function useOrders(screen: WallScreen) {
  const words = useWords();
  const may = useMay();
  const queries = useQueryClient();
  const query = commandsQuery(screen.id);
  const { data: commands } = useQuery(query);
  const giving = useMutation({
    mutationFn: (order: Order) => call(commandRoutes.commandScreen, { params: { screenId: screen.id }, body: { order } }),
    // the socket may have told of later states before this answer came
    onSuccess: (command) =>
      queries.setQueryData(query.queryKey, (list) =>
        list?.some(({ id }) => id === command.id) === true ? list : list && [command, ...list],
      ),
    onError: (error) => tellFault(error, words),
  });
  return {
    give: (order: Order) => giving.mutate(order),
    mayGive: (name: OrderName) => screen.player !== null && may(permissionOf(name)),
    /** On its way or being carried out; one that waits for a player that is away is not. */
    isBusy: (name: OrderName) =>
      (giving.isPending && giving.variables.name === name) ||
      (commands ?? []).some(({ order, state }) => order.name === name && (state === 'sent' || state === 'accepted')),
  };
}
