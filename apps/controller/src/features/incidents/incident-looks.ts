import type { IncidentKind } from '@gatecast/protocol';
import {
  IconArrowBackUp,
  IconBellOff,
  IconCertificate,
  IconClockExclamation,
  IconCpu,
  IconDatabaseExclamation,
  IconFileAlert,
  IconHandStop,
  IconKey,
  IconLifebuoy,
  IconPlugConnectedX,
  IconServerOff,
  IconTemperaturePlus,
  IconTimelineEventX,
  type Icon,
} from '@tabler/icons-react';
import type { Tone } from '../../parts/mark.tsx';

/** Icon and tone of each kind; the word beside them comes from the words. Loud is what travellers see, or what may be an attack. */
export const incidentLooks = {
  offline: { icon: IconPlugConnectedX, tone: 'bad' },
  stuck: { icon: IconHandStop, tone: 'bad' },
  'safe-mode': { icon: IconLifebuoy, tone: 'bad' },
  'item-failing': { icon: IconFileAlert, tone: 'warn' },
  'wrong-release': { icon: IconArrowBackUp, tone: 'warn' },
  clock: { icon: IconClockExclamation, tone: 'warn' },
  'storage-low': { icon: IconDatabaseExclamation, tone: 'warn' },
  'memory-low': { icon: IconCpu, tone: 'warn' },
  'too-hot': { icon: IconTemperaturePlus, tone: 'warn' },
  'key-twice': { icon: IconKey, tone: 'bad' },
  'record-gap': { icon: IconTimelineEventX, tone: 'warn' },
  'server-behind': { icon: IconServerOff, tone: 'bad' },
  'alert-unpainted': { icon: IconBellOff, tone: 'bad' },
  certificate: { icon: IconCertificate, tone: 'warn' },
} as const satisfies Record<IncidentKind, { icon: Icon; tone: Tone }>;
