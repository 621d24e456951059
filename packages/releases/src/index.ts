export { openRelease, partKey, planOf, type OpenedRelease, type ReleaseContents } from './release-contents.ts';
export { buildTree, parseObject, walkTree, type Objects, type TreeFault } from './tree.ts';
