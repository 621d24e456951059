import { fleetRoutes, type WallScreen } from '@gatecast/protocol';
import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCamera, IconChevronDown, IconEye, IconPlugOff, IconQrcode, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { screensQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { tellDone, tellFault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';

type CommandName = 'screenshot' | 'identify' | 'reload-stage';

/** The orders that a screen takes from here. */
export function ScreenActions({ screen }: { screen: WallScreen }) {
  const words = useWords();
  const may = useMay();
  const queries = useQueryClient();
  const [isRevoking, revoking] = useDisclosure(false);
  const params = { screenId: screen.id };
  const command = useMutation({
    mutationFn: (name: CommandName) => call(fleetRoutes.commandScreen, { params, body: { name } }),
    onSuccess: ({ result, detail }, name) => {
      const message = words(`commands.${result}`, { command: words(`commands.names.${name}`) });
      if (result === 'done') tellDone(message);
      else tellFault(new Error(`${message} ${detail}`), words);
      void queries.invalidateQueries({ queryKey: screensQuery.queryKey });
    },
    onError: (error) => tellFault(error, words),
  });
  const revoke = useMutation({
    mutationFn: () => call(fleetRoutes.revokePlayer, { params }),
    onSuccess: () => {
      revoking.close();
      tellDone(words('screen.revoked'));
      void queries.invalidateQueries({ queryKey: screensQuery.queryKey });
    },
    onError: (error) => tellFault(error, words),
  });
  const isBusy = (name: CommandName) => command.isPending && command.variables === name;
  return (
    <>
      {may('fleet.command') && screen.player !== null && (
        <>
          <Button
            variant="default"
            leftSection={<IconCamera size={16} aria-hidden />}
            loading={isBusy('screenshot')}
            onClick={() => command.mutate('screenshot')}
          >
            {words('commands.names.screenshot')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconEye size={16} aria-hidden />}
            loading={isBusy('identify')}
            onClick={() => command.mutate('identify')}
          >
            {words('commands.names.identify')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={isBusy('reload-stage')}
            onClick={() => command.mutate('reload-stage')}
          >
            {words('commands.names.reload-stage')}
          </Button>
        </>
      )}
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
