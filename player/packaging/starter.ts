/**
 * The program that the service starts, as a shell script of the package itself: the newest version in GATECAST_SOFTWARE that has not
 * failed, else the package's own. A version on trial is started three times; who has not proved itself by then is put back, even where
 * nothing of it runs. The agent keeps the same files (`src/agent/software/software-folder.ts`).
 */
export const starter = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
software=\${GATECAST_SOFTWARE:-}
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

/** Starts the version in whose folder it lies. */
export const run = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
GATECAST_PLAYER_VERSION=$(cat "$here/version") GATECAST_PLAYER_NUMBER=$(cat "$here/number")
export GATECAST_PLAYER_VERSION GATECAST_PLAYER_NUMBER
exec "$here/node" --disable-sigusr1 "$here/program/shells/chromium/main.mjs" "$@"
`;
