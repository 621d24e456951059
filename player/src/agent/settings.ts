import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { rotationDegSchema, type PackageKind } from '@gatecast/protocol';
import { z } from 'zod';
import { readBootId } from '../boot/this-boot.ts';
import { ddcDisplay } from './display/ddc-display.ts';
import { noDisplay, type DisplayAdapter } from './display/display-adapter.ts';
import { dpmsDisplay } from './display/dpms-display.ts';
import { downloadSettingsSchema } from './downloads/download-settings.ts';
import { updateSettingsSchema } from './software/update-settings.ts';
import { jsonOf } from './store/json-of.ts';

const settingsSchema = z.object({
  /** Left out: a pre-enrolment file says it. */
  GATECAST_SERVER: z
    .literal('')
    .or(z.url({ protocol: /^https?$/ }))
    .default(''),
  GATECAST_PLAYER_DATA: z.string().min(1),
  /** Where a pre-enrolment file may be brought, when not into the data folder. */
  GATECAST_PRE_ENROLMENT: z.string().default(''),
  GATECAST_SHELL: z.enum(['electron', 'chromium', 'none']).default('none'),
  GATECAST_SCREEN_SIZE: z
    .string()
    .regex(/^\d{2,5}x\d{2,5}$/, 'must be WIDTHxHEIGHT')
    .default('1920x1080'),
  /** How far the picture is turned clockwise until a release says it: a code has to be read before there is one. */
  GATECAST_ROTATION: z.enum(['0', '90', '180', '270']).default('0'),
  GATECAST_SQLITE_BINDING: z.string().optional(),
  /** `1`: a player to practise with, which takes only a server that is there for that, and no other takes it. */
  GATECAST_TRAINING: z.enum(['', '0', '1']).default('0'),
  /** Set by the shell anew in each of its lives. */
  GATECAST_SHELL_LIFE: z
    .string()
    .regex(/^\S{1,64}$/)
    .optional(),
  /** How this player may start its machine again. */
  GATECAST_REBOOT: z.enum(['systemctl', 'none']).default('none'),
  /** The way to its display: `ddc`, `ddc:BUS`, `dpms` or `none`. */
  GATECAST_DISPLAY: z
    .string()
    .regex(/^(none|dpms|ddc(:\d{1,3})?)$/, 'must be none, dpms, ddc or ddc:BUS')
    .default('none'),
  /** Where versions of the software are kept; without it none is fetched. */
  GATECAST_SOFTWARE: z.string().default(''),
  /** The number of the version that runs, set by what starts it. */
  GATECAST_PLAYER_NUMBER: z.coerce.number().int().min(0).default(0),
  /** JSON: see `updateSettingsSchema`. */
  GATECAST_UPDATES: z
    .string()
    .default('{}')
    .transform((text) => jsonOf(text))
    .pipe(updateSettingsSchema),
  /** JSON: see `downloadSettingsSchema`. */
  GATECAST_DOWNLOADS: z
    .string()
    .default('{}')
    .transform((text) => jsonOf(text))
    .pipe(downloadSettingsSchema),
});

/** The agent's settings from its environment. Throws an error that names the variable where one is missing or wrong. */
export function readSettings(environment: NodeJS.ProcessEnv) {
  const parsed = settingsSchema.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? 'is wrong'}`);
  }
  const [widthPx, heightPx] = parsed.data.GATECAST_SCREEN_SIZE.split('x').map(Number);
  return {
    serverUrl: parsed.data.GATECAST_SERVER === '' ? null : parsed.data.GATECAST_SERVER,
    dataFolder: resolve(parsed.data.GATECAST_PLAYER_DATA),
    preEnrolmentFile: parsed.data.GATECAST_PRE_ENROLMENT === '' ? undefined : resolve(parsed.data.GATECAST_PRE_ENROLMENT),
    shell: parsed.data.GATECAST_SHELL,
    isTraining: parsed.data.GATECAST_TRAINING === '1',
    display: { widthPx: widthPx ?? 1920, heightPx: heightPx ?? 1080 },
    rotationDeg: rotationDegSchema.safeParse(Number(parsed.data.GATECAST_ROTATION)).data ?? null,
    downloads: parsed.data.GATECAST_DOWNLOADS,
    machine: {
      bootId: readBootId(),
      // an agent alone is its own shell
      shellLife: parsed.data.GATECAST_SHELL_LIFE ?? randomUUID(),
      reboot: parsed.data.GATECAST_REBOOT,
      display: displayOf(parsed.data.GATECAST_DISPLAY),
    },
    updates: softwareOf(parsed.data),
    nativeBinding: parsed.data.GATECAST_SQLITE_BINDING === '' ? undefined : parsed.data.GATECAST_SQLITE_BINDING,
  };
}

/** Only what a package's starter started can be replaced by another version; it gives the number. */
function softwareOf({ GATECAST_SOFTWARE, GATECAST_PLAYER_NUMBER, GATECAST_UPDATES, GATECAST_SHELL }: z.infer<typeof settingsSchema>) {
  if (GATECAST_SOFTWARE === '' || GATECAST_PLAYER_NUMBER === 0 || GATECAST_SHELL === 'none') return null;
  const kind: PackageKind = `${GATECAST_SHELL}-tar`;
  return { softwareFolder: resolve(GATECAST_SOFTWARE), number: GATECAST_PLAYER_NUMBER, kind, settings: GATECAST_UPDATES };
}

function displayOf(way: string): DisplayAdapter {
  if (way === 'dpms') return dpmsDisplay();
  if (way === 'none') return noDisplay();
  const [, bus] = way.split(':');
  return ddcDisplay(bus === undefined ? null : Number(bus));
}
