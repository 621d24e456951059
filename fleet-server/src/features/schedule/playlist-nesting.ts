/** Playlists may stand in playlists: one level, two, three, and no more. */
export const deepestNesting = 3;

/** The playlists that each playlist holds, in order of its slots. */
export type PlaylistTree = ReadonlyMap<string, readonly string[]>;

export type NestingFault = {
  readonly kind: 'cycle' | 'too-deep' | 'unknown-playlist';
  /** Which of the edited playlist's nested playlists leads there, counted among its nested ones. */
  readonly childIndex: number;
  /** From the edited playlist down. */
  readonly path: readonly string[];
};

/**
 * Looks below `playlistId` for a cycle and for too much depth, and above it for playlists that its new contents make too
 * deep. Gives the first fault; null where there is none. Each playlist is looked at once, however often it is used.
 */
export function findNestingFault(tree: PlaylistTree, playlistId: string): NestingFault | null {
  const children = [...(tree.get(playlistId) ?? []).entries()];
  const seen = new Set<string>();
  for (const [childIndex, child] of children) {
    const fault = findCycle(tree, child, [playlistId], seen);
    if (fault !== null) return { ...fault, childIndex };
  }
  // Without cycles below there is none above either: it would come back through here.
  const above = levelsAbove(tree, playlistId);
  const heights = new Map<string, readonly string[]>();
  for (const [childIndex, child] of children) {
    const deepest = deepestPath(tree, child, heights);
    if (above + 1 + deepest.length > deepestNesting) return { kind: 'too-deep', childIndex, path: [playlistId, ...deepest] };
  }
  return null;
}

function findCycle(tree: PlaylistTree, id: string, above: readonly string[], seen: Set<string>): Omit<NestingFault, 'childIndex'> | null {
  const path = [...above, id];
  if (above.includes(id)) return { kind: 'cycle', path };
  const children = tree.get(id);
  if (children === undefined) return { kind: 'unknown-playlist', path };
  if (seen.has(id)) return null;
  seen.add(id);
  for (const child of children) {
    const fault = findCycle(tree, child, path, seen);
    if (fault !== null) return fault;
  }
  return null;
}

function deepestPath(tree: PlaylistTree, id: string, known: Map<string, readonly string[]>): readonly string[] {
  const found = known.get(id);
  if (found !== undefined) return found;
  let below: readonly string[] = [];
  for (const child of tree.get(id) ?? []) {
    const path = deepestPath(tree, child, known);
    if (path.length > below.length) below = path;
  }
  const path = [id, ...below];
  known.set(id, path);
  return path;
}

function levelsAbove(tree: PlaylistTree, id: string): number {
  const parents = [...tree].filter(([, children]) => children.includes(id)).map(([parent]) => parent);
  return parents.reduce((levels, parent) => Math.max(levels, 1 + levelsAbove(tree, parent)), 0);
}
