import { Button } from '@mantine/core';
import { IconBuildingCommunity } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../api/session.ts';
import { useWords } from '../words/words.ts';
import { Empty } from './empty.tsx';

/** In place of what a page tells of sites, while there is none: the way to the first one, or who may add it. */
export function NoSite() {
  const words = useWords();
  const mayAdd = useMay()('fleet.edit');
  return (
    <Empty icon={IconBuildingCommunity} title={words('wall.noSite')} text={words(mayAdd ? 'wall.emptyNoSite' : 'wall.noSiteForOthers')}>
      {mayAdd && (
        <Button component={Link} to="/sites">
          {words('wall.addSite')}
        </Button>
      )}
    </Empty>
  );
}
