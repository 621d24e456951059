import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Display } from './kiosk-browser.ts';

export const help = `Shows one screen of a fleet in Chromium.

  --server URL        the fleet server, for example http://127.0.0.1:8080    (GATECAST_SERVER)
                      left out: the one of a pre-enrolment file              (GATECAST_PRE_ENROLMENT)
  --data FOLDER       where this player keeps everything                     (GATECAST_PLAYER_DATA)
  --size WxH          size of the screen in pixels, default 1920x1080        (GATECAST_SCREEN_SIZE)
  --headless          no window; also where there is no display
  --windowed          a window instead of the whole screen                   (GATECAST_WINDOWED=1)
  --position X,Y      where the window stands                                (GATECAST_POSITION)
  --help              this text

One JSON line per event is written to standard output. SIGTERM and SIGINT end the player within 5 s.
GATECAST_TRAINING=1 makes it a player to practise with: only a server to practise on takes it, and such a server takes no other.
GATECAST_CHROMIUM names a browser where none is found by itself; GATECAST_STAGE a folder with another stage.
`;

const optionsSchema = z.object({
  server: z
    .literal('')
    .or(z.url({ protocol: /^https?$/ }))
    .default(''),
  data: z.string().min(1),
  size: z.string().regex(/^\d{2,5}x\d{2,5}$/, 'must be WIDTHxHEIGHT, for example 1920x1080'),
  position: z.string().regex(/^-?\d{1,5},-?\d{1,5}$/, 'must be X,Y, for example 0,0'),
});

export type ShellOptions = {
  /** null: a pre-enrolment file says it, or said it. */
  readonly serverUrl: string | null;
  readonly dataFolder: string;
  readonly stageFolder: string;
  readonly size: { readonly widthPx: number; readonly heightPx: number };
  readonly display: Display;
};
export type ReadOptions =
  | { readonly kind: 'options'; readonly options: ShellOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly detail: string };

/** Reads flags, then environment. A refusal names what is wrong. */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): ReadOptions {
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        server: { type: 'string' },
        data: { type: 'string' },
        size: { type: 'string' },
        position: { type: 'string' },
        headless: { type: 'boolean' },
        windowed: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return { kind: 'refused', detail: error instanceof Error ? error.message : String(error) };
  }
  if (values['help'] === true) return { kind: 'help' };
  const parsed = optionsSchema.safeParse({
    server: values['server'] ?? environment['GATECAST_SERVER'],
    data: values['data'] ?? environment['GATECAST_PLAYER_DATA'],
    size: values['size'] ?? environment['GATECAST_SCREEN_SIZE'] ?? '1920x1080',
    position: values['position'] ?? environment['GATECAST_POSITION'] ?? '0,0',
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { kind: 'refused', detail: `--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is wrong'}` };
  }
  const [widthPx = 0, heightPx = 0] = parsed.data.size.split('x').map(Number);
  const [xPx = 0, yPx = 0] = parsed.data.position.split(',').map(Number);
  const hasDisplay = process.platform !== 'linux' || Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
  const isWindowed = values['windowed'] === true || environment['GATECAST_WINDOWED'] === '1';
  const display: Display =
    values['headless'] === true || !hasDisplay ? { kind: 'headless' } : isWindowed ? { kind: 'windowed', xPx, yPx } : { kind: 'kiosk' };
  const builtStage = fileURLToPath(new URL('../../../dist/stage', import.meta.url));
  return {
    kind: 'options',
    options: {
      serverUrl: parsed.data.server === '' ? null : parsed.data.server,
      dataFolder: resolve(parsed.data.data),
      stageFolder: resolve(environment['GATECAST_STAGE'] ?? builtStage),
      size: { widthPx, heightPx },
      display,
    },
  };
}
