import * as vscode from 'vscode';

export const draftScheme = 'chakra-draft';

/** First segment of a draft's path; package.json ties the language `chakra-payload` to it. */
const draftRoot = 'Chakra drafts';

/** A draft: its folder's name and its title, which is the name of its file without `.json`. */
export interface DraftName {
  readonly id: string;
  readonly title: string;
}

export function draftUri({ id, title }: DraftName): vscode.Uri {
  return vscode.Uri.from({ scheme: draftScheme, path: `/${draftRoot}/${id}/${title}.json` });
}

/** Reads a draft's URI; undefined for anything else, above all for a path that leads out of the drafts' folder. */
export function parseDraftUri(uri: vscode.Uri): DraftName | undefined {
  if (uri.scheme !== draftScheme) return undefined;
  const match = /^\/Chakra drafts\/([0-9a-z-]{1,40})\/([^/\\]+)\.json$/.exec(uri.path);
  const [, id, title] = match ?? [];
  return id === undefined || title === undefined ? undefined : { id, title };
}

/** A name for people as part of a file name on every system; never empty. */
export function fileTitle(name: string): string {
  const clean = name
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*#%]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[. ]+$/, '')
    .slice(0, 60)
    // Half of a character, here or from the cut, has no place in a URI.
    .replace(/\p{Cs}/gu, '')
    .trim();
  return clean === '' ? 'Payload' : clean;
}
