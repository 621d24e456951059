import type { Order, OrderName, WallScreen } from '@gatecast/protocol';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconBulb,
  IconBulbOff,
  IconCamera,
  IconEraser,
  IconEye,
  IconFileText,
  IconMoon,
  IconPower,
  IconRefresh,
  IconRotateClockwise,
  type Icon,
} from '@tabler/icons-react';
import { Confirm } from '../../parts/confirm.tsx';
import { useWords, type WordKey } from '../../words/words.ts';
import { useOrders } from './use-orders.ts';

const icons = {
  screenshot: IconCamera,
  identify: IconEye,
  'reload-stage': IconRefresh,
  'restart-player': IconRotateClockwise,
  reboot: IconPower,
  'clear-cache': IconEraser,
  'log-bundle': IconFileText,
} as const satisfies Partial<Record<OrderName, Icon>>;
const powerIcons = { on: IconBulb, standby: IconMoon, off: IconBulbOff } as const;

type ButtonOrder = Extract<Order, { name: keyof typeof icons | 'display-power' }>;

/** What people are asked before an order that takes something from those who look at the screen; null: nothing. */
function warningOf(order: ButtonOrder): WordKey | null {
  if (order.name === 'display-power') return order.power === 'on' ? null : 'commands.warnings.display-power';
  if (order.name === 'restart-player' || order.name === 'reboot' || order.name === 'clear-cache') return `commands.warnings.${order.name}`;
  return null;
}

/** Gives one order; asks before one that disturbs. */
export function OrderButton({ screen, order }: { screen: WallScreen; order: ButtonOrder }) {
  const words = useWords();
  const { give, mayGive, isBusy } = useOrders(screen);
  const [isAsking, asking] = useDisclosure(false);
  if (!mayGive(order.name)) return null;
  const Sign = order.name === 'display-power' ? powerIcons[order.power] : icons[order.name];
  const label = order.name === 'display-power' ? words(`commands.powers.${order.power}`) : words(`commands.names.${order.name}`);
  const warning = warningOf(order);
  return (
    <>
      <Button
        variant="default"
        leftSection={<Sign size={16} aria-hidden />}
        loading={isBusy(order.name)}
        onClick={() => (warning === null ? give(order) : asking.open())}
      >
        {label}
      </Button>
      {warning !== null && (
        <Confirm
          isOpen={isAsking}
          title={`${label}: ${screen.name}`}
          confirm={label}
          isDangerous
          isBusy={false}
          onConfirm={() => {
            asking.close();
            give(order);
          }}
          onClose={asking.close}
        >
          {words(warning)}
        </Confirm>
      )}
    </>
  );
}
