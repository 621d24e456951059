/**
 * The program that the service starts, as a shell script of the package itself: the newest version in GATECAST_SOFTWARE that has not
 * failed, else the package's own. A version on trial is started three times; who has not proved itself by then is put back, even where
 * nothing of it runs. The agent keeps the same files (`src/agent/software/software-folder.ts`).
 */
export const starter = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
software=\${GATECAST_SOFTWARE:-}
if [ -u "$here/chrome-sandbox" ]; then export CHROME_DEVEL_SANDBOX="$here/chrome-sandbox"; fi
numberOf() { cat "$1/number" 2>/dev/null || echo 0; }
if [ -n "$software" ] && [ -L "$software/current" ]; then
  if [ -f "$software/trial" ] && [ "$(cat "$software/trial")" = "$(numberOf "$software/current")" ]; then
    starts=$(cat "$software/trial-starts" 2>/dev/null || echo 0)
    case $starts in '' | *[!0-9]*) starts=3 ;; esac
    if [ "$starts" -ge 3 ]; then
      cat "$software/trial" >>"$software/refused"
      if [ -L "$software/previous" ]; then mv -T "$software/previous" "$software/current"; else rm -f "$software/current"; fi
      rm -f "$software/trial" "$software/trial-starts"
    else
      echo $((starts + 1)) >"$software/trial-starts"
    fi
    sync "$software"
  fi
  # a package that was installed since is newer than what was fetched before
  if [ -x "$software/current/run" ] && [ "$(numberOf "$software/current")" -gt "$(numberOf "$here")" ]; then
    exec "$software/current/run" "$@"
  fi
fi
exec "$here/run" "$@"
`;

/** Starts the Chromium shell's version in whose folder it lies. */
export const runChromium = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
GATECAST_PLAYER_VERSION=$(cat "$here/version") GATECAST_PLAYER_NUMBER=$(cat "$here/number")
export GATECAST_PLAYER_VERSION GATECAST_PLAYER_NUMBER
if [ -n "\${GATECAST_PLAYER_DATA:-}" ]; then export NODE_COMPILE_CACHE="$GATECAST_PLAYER_DATA/compiled/$GATECAST_PLAYER_NUMBER"; fi
exec "$here/node" --disable-sigusr1 "$here/program/shells/chromium/main.mjs" "$@"
`;

/** The program beside the starter, which has the name that people know. */
export const electronProgram = 'gatecast-player-electron';

/**
 * Starts the Electron shell's version in whose folder it lies. One that was fetched belongs to the player's user and brings no helper for
 * kernels without user namespaces: then Chromium asks for that of the package (CHROME_DEVEL_SANDBOX), which the starter names.
 */
export const runElectron = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
GATECAST_PLAYER_VERSION=$(cat "$here/version") GATECAST_PLAYER_NUMBER=$(cat "$here/number")
export GATECAST_PLAYER_VERSION GATECAST_PLAYER_NUMBER
exec "$here/${electronProgram}" "$@"
`;
