import type { Order, OrderName, WallScreen } from '@gatecast/protocol';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconBulb,
  IconBulbOff,
  IconCamera,
  IconEraser,
  IconEye,
  IconFileText,
  IconLifebuoy,
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

const knownGoodIcons = { show: IconLifebuoy, leave: IconArrowBackUp } as const;

type ButtonOrder = Extract<Order, { name: keyof typeof icons | 'display-power' | 'known-good' }>;

/** What people are asked before an order that takes something from those who look at the screen; null: nothing. */
function warningOf(order: ButtonOrder): WordKey | null {
  if (order.name === 'known-good') return order.mode === 'show' ? 'commands.warnings.known-good' : null;
  if (order.name === 'display-power') return order.power === 'on' ? null : 'commands.warnings.display-power';
  if (order.name === 'restart-player' || order.name === 'reboot' || order.name === 'clear-cache') return `commands.warnings.${order.name}`;
  return null;
}

function looksOf(order: ButtonOrder, words: ReturnType<typeof useWords>): { readonly Sign: Icon; readonly label: string } {
  if (order.name === 'display-power') return { Sign: powerIcons[order.power], label: words(`commands.powers.${order.power}`) };
  if (order.name === 'known-good') return { Sign: knownGoodIcons[order.mode], label: words(`commands.knownGoodModes.${order.mode}`) };
  return { Sign: icons[order.name], label: words(`commands.names.${order.name}`) };
}

/** Gives one order; asks before one that disturbs. */
export function OrderButton({ screen, order }: { screen: WallScreen; order: ButtonOrder }) {
  const words = useWords();
  const { give, mayGive, isBusy } = useOrders(screen);
  const [isAsking, asking] = useDisclosure(false);
  if (!mayGive(order.name)) return null;
  const { Sign, label } = looksOf(order, words);
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
