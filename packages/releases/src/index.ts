export { openRelease, partKey, planOf, type OpenedRelease, type ParsedObjects, type ReleaseContents } from './release-contents.ts';
export { stageReleaseOf } from './stage-release.ts';
export { semanticsOf } from './semantics-of.ts';
export { buildTree, encodeObject, parseObject, treeNodeOf, walkTree, type EncodedObject, type Objects, type TreeFault } from './tree.ts';
