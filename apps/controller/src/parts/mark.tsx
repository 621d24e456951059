import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconDownload,
  IconFileOff,
  IconHelpCircle,
  IconHourglass,
  IconLanguageOff,
  IconPencil,
  IconPlugConnectedX,
  IconProgressCheck,
  IconQrcode,
  IconRefreshAlert,
  IconSend,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet';

/** Icon and tone of every state that the house names; the word beside them comes from the words. */
export const stateLooks = {
  healthy: { tone: 'good', icon: IconCircleCheck },
  impaired: { tone: 'warn', icon: IconAlertTriangle },
  offline: { tone: 'bad', icon: IconPlugConnectedX },
  unpaired: { tone: 'info', icon: IconQrcode },
  unknown: { tone: 'quiet', icon: IconHelpCircle },
  queued: { tone: 'quiet', icon: IconClock },
  sent: { tone: 'info', icon: IconSend },
  accepted: { tone: 'info', icon: IconProgressCheck },
  done: { tone: 'good', icon: IconCircleCheck },
  delivered: { tone: 'info', icon: IconDownload },
  prepared: { tone: 'info', icon: IconProgressCheck },
  active: { tone: 'good', icon: IconCircleCheck },
  refused: { tone: 'bad', icon: IconX },
  superseded: { tone: 'quiet', icon: IconRefreshAlert },
  draft: { tone: 'quiet', icon: IconPencil },
  submitted: { tone: 'info', icon: IconSend },
  approved: { tone: 'good', icon: IconCircleCheck },
  rejected: { tone: 'bad', icon: IconX },
  stale: { tone: 'warn', icon: IconRefreshAlert },
  missing: { tone: 'quiet', icon: IconFileOff },
  wordless: { tone: 'good', icon: IconLanguageOff },
  requested: { tone: 'warn', icon: IconHourglass },
  cleared: { tone: 'quiet', icon: IconCircleCheck },
  updated: { tone: 'quiet', icon: IconRefreshAlert },
  withdrawn: { tone: 'quiet', icon: IconX },
  revoked: { tone: 'quiet', icon: IconX },
  open: { tone: 'info', icon: IconHourglass },
  used: { tone: 'good', icon: IconCircleCheck },
  expired: { tone: 'quiet', icon: IconClock },
  probing: { tone: 'info', icon: IconCircleDashed },
  rendering: { tone: 'info', icon: IconCircleDashed },
  ready: { tone: 'good', icon: IconCircleCheck },
  failed: { tone: 'bad', icon: IconX },
} as const satisfies Record<string, { tone: Tone; icon: Icon }>;
export type LookName = keyof typeof stateLooks;

/** A state as icon, word and colour. */
export function Mark({ look, tone, icon: OwnIcon, children }: { look?: LookName; tone?: Tone; icon?: Icon; children: ReactNode }) {
  const Sign = OwnIcon ?? (look ? stateLooks[look].icon : null);
  return (
    <span className="mark" data-tone={tone ?? (look ? stateLooks[look].tone : 'quiet')}>
      {Sign !== null && <Sign size={14} stroke={2} aria-hidden />}
      {children}
    </span>
  );
}
