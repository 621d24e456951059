import type {
  BundleManifest,
  BundleMime,
  FileRef,
  HashedPin,
  ItemPart,
  MediaRef,
  ReleaseEnvelope,
  ReleasePart,
  SignedDocument,
  VariantDocument,
} from '@gatecast/protocol';
import { filesOfBundle, payloadTypes } from '@gatecast/protocol';
import { buildTree, partKey } from '@gatecast/releases';
import { canonicalBytes, nameOfBytes, signDocument, type SigningKey } from '@gatecast/signing';

type PlaylistPart = Extract<ReleasePart, { kind: 'playlist' }>;

const unlimited = { fromMs: null, untilMs: null };

/** What a test puts on a screen: notices by their headline, and media files shown as images or videos. */
export type Content = {
  readonly notices: readonly string[];
  readonly media?: readonly { readonly bytes: Buffer; readonly mime: MediaRef['mime']; readonly durationMs?: number }[];
  /** Films that are too large to be held; a test serves them itself. */
  readonly films?: readonly FileRef[];
  /** Bundles by the texts of their files. */
  readonly bundles?: readonly Readonly<Record<string, string>>[];
  readonly bundleSound?: { readonly levelBp: number };
  readonly liveUrls?: readonly string[];
  /** How long each of them stays, in milliseconds; without it 20 s. */
  readonly liveForMs?: number;
  /** The hosts of live URLs that the site allows. */
  readonly liveHosts?: readonly string[];
  readonly exitPin?: HashedPin;
  /** Left out of the plan's fallback, so that it does not compile. */
  readonly isWithoutFallback?: boolean;
};
export type MadeRelease = {
  readonly document: SignedDocument;
  readonly objects: ReadonlyMap<string, Buffer>;
  readonly media: ReadonlyMap<string, Buffer>;
};

/** Makes a whole release as the fleet server would: envelope, tree, parts, variants. */
export function makeRelease(number: number, content: Content, key: SigningKey, envelope: Partial<ReleaseEnvelope> = {}): MadeRelease {
  const objects = new Map<string, Buffer>();
  const media = new Map<string, Buffer>();
  const items: ItemPart[] = [];
  function addItem(
    id: string,
    itemKind: ItemPart['itemKind'],
    language: string,
    says: VariantDocument['content'],
    refs: MediaRef[],
    durationMs = 2_000,
    files: FileRef[] = [],
  ): void {
    const document: VariantDocument = { version: 1, kind: 'variant', itemId: id, language, revision: 1, leadRevision: 1, content: says };
    const bytes = canonicalBytes(document);
    const name = nameOfBytes(bytes);
    objects.set(name, bytes);
    const variant = {
      language,
      durationMs,
      validity: unlimited,
      document: name,
      sizeBytes: bytes.length,
      media: refs,
      ...(files.length === 0 ? {} : { files }),
      approvals: [],
    };
    const said = { title: id, category: 'culture', supplier: 'Sở Du lịch', validity: unlimited, missing: 'substitute' as const };
    items.push({ version: 1, kind: 'item', id, itemKind, ...said, variants: [variant] });
  }
  for (const [index, headline] of content.notices.entries()) {
    addItem(`notice-${index}`, 'notice', 'vi', { kind: 'notice', title: headline, body: 'Nội dung' }, []);
  }
  for (const [index, { hash, sizeBytes }] of (content.films ?? []).entries()) {
    const ref: MediaRef = { hash, sizeBytes, mime: 'video/mp4', widthPx: 1920, heightPx: 1080 };
    addItem(`film-${index}`, 'video', 'zxx', { kind: 'video', media: ref, alternative: '' }, [ref]);
  }
  for (const [index, { bytes, mime, durationMs }] of (content.media ?? []).entries()) {
    const ref: MediaRef = { hash: nameOfBytes(bytes), mime, sizeBytes: bytes.length, widthPx: 1920, heightPx: 1080 };
    media.set(ref.hash, bytes);
    const kind = mime === 'video/mp4' ? 'video' : 'image';
    addItem(`media-${index}`, kind, 'zxx', { kind, media: ref, alternative: '' }, [ref], durationMs);
  }
  for (const [index, files] of (content.bundles ?? []).entries()) {
    const keep = (bytes: Buffer): FileRef => {
      media.set(nameOfBytes(bytes), bytes);
      return { hash: nameOfBytes(bytes), sizeBytes: bytes.length };
    };
    const held = Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, text]) => ({ path, mime: mimeOf(path), ...keep(Buffer.from(text)) }));
    const manifest: BundleManifest = { version: 1, kind: 'bundle-manifest', files: held };
    const ref = keep(canonicalBytes(manifest));
    const says: VariantDocument['content'] = { kind: 'bundle', manifest: ref, alternative: '', ...content.bundleSound };
    addItem(`bundle-${number}-${index}`, 'bundle', 'zxx', says, [], 20_000, [...filesOfBundle(ref, manifest)]);
  }
  for (const [index, url] of (content.liveUrls ?? []).entries())
    addItem(`live-${number}-${index}`, 'live-url', 'zxx', { kind: 'live-url', url, alternative: '' }, [], content.liveForMs ?? 20_000);
  const parts: ReleasePart[] = [
    {
      version: 1,
      kind: 'screen',
      ...(content.liveHosts === undefined ? {} : { liveHosts: [...content.liveHosts] }),
      ...(content.exitPin === undefined ? {} : { exitPin: content.exitPin }),
      siteName: { vi: 'Nội Bài' },
      screen: {
        widthPx: 1920,
        heightPx: 1080,
        languages: ['vi'],
        zone: { name: 'Asia/Ho_Chi_Minh', initialOffsetMs: 25_200_000, transitions: [] },
        dayStart: '04:00',
      },
    },
    ...playlistsOf(items.map(({ id }) => id)),
    ...items,
  ];
  const named = new Map<string, unknown>(parts.map((part) => [part.kind === 'entries' ? 'entries' : partKey(part), part]));
  const tier = content.isWithoutFallback === true ? 'regular' : 'fallback';
  const entry = { id: 'always', name: 'Always', tier, specificity: 0, mode: 'replace', playlistId: 'all', layoutId: null };
  named.set('entries:site', { version: 1, kind: 'entries', entries: [{ ...entry, when: { kind: 'always' }, daypartIds: [] }] });
  const built = buildTree(named);
  for (const [name, bytes] of built.objects) objects.set(name, bytes);
  const whole: ReleaseEnvelope = {
    version: 1,
    type: 'release',
    semantics: 1,
    number,
    issuedAtMs: number,
    screenId: 'screen-1',
    siteId: 'site-1',
    areaIds: ['gate-12', 'departures'],
    screenKind: 'display',
    publicationId: 'publication',
    rootNumber: 1,
    tree: built.tree,
    objectCount: objects.size,
    mediaBytes:
      [...media.values()].reduce((sum, { length }) => sum + length, 0) +
      (content.films ?? []).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    ...envelope,
  };
  return { document: signDocument(payloadTypes.release, whole, [key]), objects, media };
}

const mostSlots = 1_000;

/** One playlist of all items, or one of playlists where there are more than one holds. */
function playlistsOf(items: readonly string[]): readonly PlaylistPart[] {
  const playlist = (id: string, slots: PlaylistPart['playlist']['slots']): PlaylistPart => ({
    version: 1,
    kind: 'playlist',
    playlist: { id, name: id, slots },
  });
  const slotsOf = (ids: readonly string[]) => ids.map((itemId) => ({ kind: 'item' as const, itemId, weight: 1 }));
  if (items.length <= mostSlots) return [playlist('all', slotsOf(items))];
  const parts = Array.from({ length: Math.ceil(items.length / mostSlots) }, (_, index) =>
    playlist(`all-${index}`, slotsOf(items.slice(index * mostSlots, (index + 1) * mostSlots))),
  );
  return [
    playlist(
      'all',
      parts.map((part) => ({ kind: 'playlist', playlistId: part.playlist.id, weight: 1 })),
    ),
    ...parts,
  ];
}

function mimeOf(path: string): BundleMime {
  if (path.endsWith('.html')) return 'text/html';
  return path.endsWith('.js') ? 'text/javascript' : 'application/json';
}
