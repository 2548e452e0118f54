export { SharedIndex, type EntryIndex, type SharedEntries } from './entryIndex';
export { columnOf } from './place';
export type { ScanProblem } from './problem';
export { EntryReader, FileChangedError, type EntryRun } from './reader';
export { scan, type Layout, type ScanOptions, type ScanResult } from './scan';
export { bytesSource, openFile, type ByteSource, type FileSource } from './source';
