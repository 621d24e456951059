import type { SiteId } from '@gatecast/protocol';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { siteHealthQuery } from '../../api/health-queries.ts';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../words/words.ts';
import { UptimeBar } from './uptime-bar.tsx';
import { useUptimeText } from './uptime-text.ts';

/** The uptime of a site's screens together over the last week. Nothing is drawn where none has a player. */
export function SiteUptime({ siteId }: { siteId: SiteId }) {
  const words = useWords();
  const uptimeText = useUptimeText();
  const { data } = useQuery(siteHealthQuery(siteId));
  if (data === undefined || data.screens.length === 0) return null;
  return (
    <div data-site-uptime={siteId}>
      <Text size="sm" mt="sm" mb={4}>
        {words('health.ofSite', { count: data.screens.length })}: <strong>{uptimeText(data.total)}</strong>
      </Text>
      <UptimeBar total={data.total} />
      <Link to="/health" search={{ site: siteId }} className="text-link" style={{ fontSize: '0.875rem' }}>
        {words('health.toSite')}
      </Link>
    </div>
  );
}
