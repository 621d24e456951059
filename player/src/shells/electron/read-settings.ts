import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const settingsSchema = z.object({
  server: z
    .literal('')
    .or(z.url({ protocol: /^https?$/ }))
    .default(''),
  data: z.string().min(1),
  size: z.string().regex(/^\d{2,5}x\d{2,5}$/, 'must be WIDTHxHEIGHT, for example 1920x1080'),
  position: z.string().regex(/^-?\d{1,5},-?\d{1,5}$/, 'must be X,Y, for example 0,0'),
});

export type Settings = {
  /** null: a pre-enrolment file says it, or said it. */
  readonly serverUrl: string | null;
  readonly dataFolder: string;
  readonly stageFolder: string | null;
  readonly size: { readonly widthPx: number; readonly heightPx: number };
  /** null: the whole screen */
  readonly window: { readonly xPx: number; readonly yPx: number } | null;
};

/** Flags, then environment; Chromium's own flags stand among the arguments and are passed over. Gives what is wrong as a text. */
export function readSettings(args: readonly string[], environment: NodeJS.ProcessEnv): Settings | string {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      server: { type: 'string' },
      data: { type: 'string' },
      size: { type: 'string' },
      position: { type: 'string' },
      windowed: { type: 'boolean' },
    },
  });
  const parsed = settingsSchema.safeParse({
    server: values['server'] ?? environment['GATECAST_SERVER'],
    data: values['data'] ?? environment['GATECAST_PLAYER_DATA'],
    size: values['size'] ?? environment['GATECAST_SCREEN_SIZE'] ?? '1920x1080',
    position: values['position'] ?? environment['GATECAST_POSITION'] ?? '0,0',
  });
  if (!parsed.success) return `--${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? 'is wrong'}`;
  const [widthPx = 0, heightPx = 0] = parsed.data.size.split('x').map(Number);
  const [xPx = 0, yPx = 0] = parsed.data.position.split(',').map(Number);
  const isWindowed = values['windowed'] === true || environment['GATECAST_WINDOWED'] === '1';
  return {
    serverUrl: parsed.data.server === '' ? null : parsed.data.server,
    dataFolder: resolve(parsed.data.data),
    stageFolder: environment['GATECAST_STAGE'] === undefined ? null : resolve(environment['GATECAST_STAGE']),
    size: { widthPx, heightPx },
    window: isWindowed ? { xPx, yPx } : null,
  };
}
