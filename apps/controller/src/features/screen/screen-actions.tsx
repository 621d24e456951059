import { fleetRoutes, type WallScreen } from '@gatecast/protocol';
import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconHistory, IconPlugOff, IconQrcode } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { screensQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { tellDone, tellFault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import { OrderButton } from './order-button.tsx';

const identifySeconds = 15;

/** What is done to a screen most often: looked at, found, paired. */
export function ScreenActions({ screen }: { screen: WallScreen }) {
  const words = useWords();
  const may = useMay();
  const queries = useQueryClient();
  const [isRevoking, revoking] = useDisclosure(false);
  const params = { screenId: screen.id };
  const revoke = useMutation({
    mutationFn: () => call(fleetRoutes.revokePlayer, { params }),
    onSuccess: () => {
      revoking.close();
      tellDone(words('screen.revoked'));
      void queries.invalidateQueries({ queryKey: screensQuery.queryKey });
    },
    onError: (error) => tellFault(error, words),
  });
  return (
    <>
      {may('schedule.read') && (
        <Button
          component={Link}
          to="/screens/$screenId/time"
          params={params as never}
          variant="default"
          leftSection={<IconHistory size={16} aria-hidden />}
        >
          {words('timeMachine.open')}
        </Button>
      )}
      <OrderButton screen={screen} order={{ name: 'screenshot' }} />
      <OrderButton screen={screen} order={{ name: 'identify', seconds: identifySeconds }} />
      {may('fleet.enrol') &&
        (screen.player === null ? (
          <Button component={Link} to="/enrol" search={{ screenId: screen.id } as never} leftSection={<IconQrcode size={16} aria-hidden />}>
            {words('screen.pair')}
          </Button>
        ) : (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" rightSection={<IconChevronDown size={15} aria-hidden />}>
                {words('screen.playerMenu')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                component={Link}
                to="/enrol"
                search={{ screenId: screen.id } as never}
                leftSection={<IconQrcode size={16} aria-hidden />}
              >
                {words('screen.replace')}
              </Menu.Item>
              <Menu.Item color="red" leftSection={<IconPlugOff size={16} aria-hidden />} onClick={revoking.open}>
                {words('screen.revoke')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ))}
      <Confirm
        isOpen={isRevoking}
        title={words('screen.revokeTitle', { name: screen.name })}
        confirm={words('screen.revoke')}
        isDangerous
        isBusy={revoke.isPending}
        onConfirm={() => revoke.mutate()}
        onClose={revoking.close}
      >
        {words('screen.revokeAbout')}
      </Confirm>
    </>
  );
}
