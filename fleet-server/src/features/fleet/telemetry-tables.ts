export type PictureTables = {
  /** Pictures of screens; the file of each lies under the key that `pictureKeyOf` gives. */
  pictures: {
    screenId: string;
    takenAtMs: number;
    /** SHA-256 of its bytes. */
    hash: string;
    mime: 'image/jpeg' | 'image/webp';
    sizeBytes: number;
    /** `live`: until the next one comes; `hour`: the first of its hour; `ordered`: somebody ordered it. */
    kept: 'live' | 'hour' | 'ordered';
    storedAtMs: number;
  };
};
