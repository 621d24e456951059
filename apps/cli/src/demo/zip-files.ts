import { crc32 } from 'node:zlib';

const version = 20;
const namesAreUtf8 = 0x0800;
/** The first day that a ZIP can name, so that the same files give the same bytes. */
const firstDay = 0x0021;

/** Packs small texts by their paths into a ZIP, as they are (APPNOTE 6.3.10, 4.3: stored, without ZIP64). */
export function zipFiles(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path);
    const data = Buffer.from(text);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(version, 0);
    facts.writeUInt16LE(namesAreUtf8, 2);
    facts.writeUInt16LE(firstDay, 8);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const body = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, name, data]);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([version, 0]), facts, place, name]));
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(bodies.length, 4);
  end.writeUInt16LE(bodies.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, list, Buffer.from('PK\u0005\u0006'), end]);
}
