import path from 'node:path';
import type { Uri } from 'vscode';
import { plain } from '../words/plain';

/** A file by its name, ready for a message. */
export function nameOf(file: Uri): string {
  return plain(path.posix.basename(file.path));
}
