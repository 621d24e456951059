/** Starts within one boot of the machine that a version on trial has, and starts in all, whatever ended those before. */
const mostStarts = 3;
const mostStartsInAll = 20;

/**
 * The program that the service starts, as a shell script of the package itself: the newest version in GATECAST_SOFTWARE that has not
 * failed, else the package's own. A version on trial is started three times within one boot; who has not proved itself by then is put back, even where
 * nothing of it runs. A machine that was switched off and a start after an ordered end are not counted against it, but for a bound on all starts together.
 * What is counted takes the place of the old count in one step; a disk without room has the old bytes written over, and never keeps a player from starting.
 * The agent keeps the same files (`src/agent/software/software-folder.ts`).
 */
export const starter = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
software=\${GATECAST_SOFTWARE:-}
if [ -u "$here/chrome-sandbox" ]; then export CHROME_DEVEL_SANDBOX="$here/chrome-sandbox"; fi
numberOf() { cat "$1/number" 2>/dev/null || echo 0; }
countOf() { case $1 in '' | *[!0-9]*) echo 0 ;; *) echo "$1" ;; esac; }
# as long as the line before, so that it can be written over it
keepCount() {
  if printf '%-80s\\n' "$1" >"$software/trial-starts.new" && sync "$software/trial-starts.new"; then
    mv -T "$software/trial-starts.new" "$software/trial-starts"
  else
    rm -f "$software/trial-starts.new"
    if [ -f "$software/trial-starts" ]; then printf '%-80s\\n' "$1" 1<>"$software/trial-starts"; fi
  fi
}
putBack() {
  isKept=
  if { tail -n 49 "$software/refused" 2>/dev/null; cat "$software/trial"; } >"$software/refused.new" && sync "$software/refused.new"; then
    mv -T "$software/refused.new" "$software/refused"
    isKept=1
  else
    rm -f "$software/refused.new"
  fi
  if [ -L "$software/previous" ]; then mv -T "$software/previous" "$software/current"; else rm -f "$software/current"; fi
  # a rename needs no room: the agent reads both
  if [ -z "$isKept" ]; then mv -T "$software/trial" "$software/failed"; fi
  rm -f "$software/trial" "$software/trial-starts" "$software/trial-ordered"
}
if [ -n "$software" ] && [ -L "$software/current" ]; then
  if [ -f "$software/trial" ] && [ "$(cat "$software/trial")" = "$(numberOf "$software/current")" ]; then
    boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null || echo unknown)
    starts= lastBoot= inAll=
    if [ -f "$software/trial-starts" ]; then read -r starts lastBoot inAll rest <"$software/trial-starts"; fi
    starts=$(countOf "$starts")
    inAll=$(countOf "$inAll")
    if [ "$lastBoot" != "$boot" ]; then starts=0; fi
    counted=1
    if [ -f "$software/trial-ordered" ]; then counted=0; fi
    rm -f "$software/trial-ordered"
    if [ $((starts + counted)) -gt ${mostStarts} ] || [ "$inAll" -ge ${mostStartsInAll} ]; then
      putBack
    else
      keepCount "$((starts + counted)) $boot $((inAll + 1))"
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
