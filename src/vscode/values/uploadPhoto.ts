import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Attribute, Catalog, Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import { isRepeatSafe } from '../../core/api/photos';
import { photoEdits, type PhotoPlace } from '../../core/values/photoEdit';
import type { CatalogService } from '../catalog/service';
import { copy } from '../clipboard';
import type { FailureReporter } from '../commands/failureReporter';
import type { Targets } from '../commands/targets';
import type { Gateway } from '../connections/gateway';
import type { Schemas } from '../editor/schemas';
import type { Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
import { failureCause, failureText } from '../words/failures';
import { plain } from '../words/plain';
import { Anchor } from './anchor';
import { applyWhereItIs } from './applyEdits';
import { editOf, entryAt } from './entryAt';
import { chooseFiles, sizeText, type PhotoToUpload } from './photoFiles';
import { attributesIn, subjectAt, wantsOf } from './subject';

export interface UploadNeeds {
  readonly ui: Ui;
  readonly gateway: Gateway;
  readonly schemas: Schemas;
  readonly catalogs: CatalogService;
  readonly targets: Targets;
  readonly failures: FailureReporter;
}

/** Uploads photos and puts their ids into the attribute at the cursor, or one that the user chooses. */
export async function uploadPhotos(
  needs: UploadNeeds,
  argument: unknown,
  at?: vscode.Position,
): Promise<void> {
  const { ui, schemas, catalogs } = needs;
  const target = await needs.targets.find(argument);
  if (target === undefined) return;
  const { document, binding, connection } = target;
  await schemas.isKnown(binding);
  const procedure = schemas.procedure(binding);
  const { catalog } = catalogs.peek(connection);
  if (procedure === undefined) {
    void ui.warn(
      vscode.l10n.t(
        'The attributes of {0} are not known yet. Refresh the config, then try again.',
        plain(binding.name),
      ),
    );
    return;
  }
  const editor = vscode.window.visibleTextEditors.find(one => one.document === document);
  const position = at ?? editor?.selection.active ?? new vscode.Position(0, 0);
  const anchor = new Anchor(document, position);
  try {
    const place =
      placeAt(document, position, procedure, catalog) ?? (await choosePlace(ui, procedure, catalog));
    if (place === undefined) return;
    const files = await chooseFiles(ui, document.uri, place);
    if (files.length === 0) return;
    const ids = await upload(needs, connection, files);
    if (ids.length > 0) await insert(ui, document, anchor, place, ids);
  } finally {
    anchor.dispose();
  }
}

/** `name`: of the attribute, for people. */
type Place = PhotoPlace & { readonly name: string };

function placeAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  procedure: Procedure,
  catalog: Catalog | undefined,
): Place | undefined {
  const subject = subjectAt(document, position, procedure, catalog);
  const { spot, attribute, wants } = subject ?? {};
  if (attribute === undefined || spot === undefined || spot.place === 'top') return undefined;
  if (wants !== 'photo' && wants !== 'photos') return undefined;
  return { place: spot.place, key: attribute.shortId, many: wants === 'photos', name: attribute.name };
}

/** All photo attributes; those whose type is not known may be some, too. */
async function choosePlace(
  ui: Ui,
  procedure: Procedure,
  catalog: Catalog | undefined,
): Promise<Place | undefined> {
  const places = (['data', 'recordData'] as const).flatMap(place =>
    attributesIn(place, procedure, catalog).flatMap(attribute => {
      const wants = wantsOf(attribute);
      const isPhoto = wants === 'photo' || wants === 'photos';
      if (attribute.derived || !(isPhoto || isUnknown(attribute))) return [];
      return [{ place, attribute, many: wants === 'photos', isPhoto }];
    }),
  );
  if (places.length === 0) {
    void ui.info(
      vscode.l10n.t('{0} has no photo attribute, as far as the config says.', plain(procedure.name)),
    );
    return undefined;
  }
  const choices = places
    .sort((a, b) => Number(b.isPhoto) - Number(a.isPhoto))
    .map(({ place, attribute, many, isPhoto }) => ({
      label: plain(attribute.shortId),
      description: [
        attribute.name === attribute.shortId ? '' : plain(attribute.name),
        place === 'recordData' ? 'record.data' : '',
        many ? vscode.l10n.t('several photos') : '',
        isPhoto ? '' : vscode.l10n.t('type not known'),
      ]
        .filter(part => part !== '')
        .join(' · '),
      value: { place, key: attribute.shortId, many, name: attribute.name },
    }));
  return ui.pick(choices, { title: vscode.l10n.t('A photo for which attribute?') });
}

function isUnknown({ type, learnt, dataType }: Attribute): boolean {
  return (
    (type === '' || learnt === true) &&
    (dataType === undefined || dataType === 'string' || dataType === 'json')
  );
}

/** @returns the ids, in the order of the files; of the first ones where the user gave up */
async function upload(
  needs: UploadNeeds,
  connection: Connection,
  files: readonly PhotoToUpload[],
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [index, file] of files.entries()) {
    const where = connectionText(connection);
    const title =
      files.length === 1
        ? vscode.l10n.t('Uploading {0} ({1}) to {2}…', plain(file.name), sizeText(file.bytes.length), where)
        : vscode.l10n.t(
            'Uploading {0} ({1} of {2}) to {3}…',
            plain(file.name),
            index + 1,
            files.length,
            where,
          );
    const id = await uploadOne(needs, connection, file, title, randomUUID(), false);
    if (id === undefined) return ids;
    ids.push(id);
  }
  return ids;
}

/** Uploads a file; once more when the user says so, by the same id: it is one photo whatever became of the first try. */
async function uploadOne(
  needs: UploadNeeds,
  connection: Connection,
  file: PhotoToUpload,
  title: string,
  id: string,
  mayBeThere: boolean,
): Promise<string | undefined> {
  const { name: filename, bytes, filetype } = file;
  const result = await needs.ui.progress(title, async signal =>
    needs.gateway.call(connection, async api =>
      api.uploadPhoto(id, { bytes, filename, filetype }, mayBeThere, signal),
    ),
  );
  if (result.ok) return result.value.id;
  const { failure } = result;
  if (failure.kind === 'cancelled') return undefined;
  const isUnknown = failure.effect === 'unknown';
  const mayDouble = isUnknown && !isRepeatSafe(failure);
  const tryAgain = mayDouble ? vscode.l10n.t('Upload Again') : vscode.l10n.t('Try Again');
  const what = isUnknown
    ? vscode.l10n.t('Whether {0} was uploaded is not known.', plain(filename))
    : vscode.l10n.t('{0} could not be uploaded.', plain(filename));
  const why = mayDouble
    ? `${failureCause(failure)} ${vscode.l10n.t('This service gives photos ids of its own: uploaded again, it may be there twice.')}`
    : failureText(failure);
  // The same bytes would be refused again.
  const isHopeless = failure.kind === 'status' && [413, 415].includes(failure.status);
  const actions = isHopeless ? [] : [tryAgain];
  const answer = await needs.failures.reportText(connection, `${what} ${why}`, failure, ...actions);
  if (answer !== tryAgain) return undefined;
  return uploadOne(needs, connection, file, title, id, mayBeThere || failure.effect === 'unknown');
}

/** Puts the ids where the attribute is now; where that cannot be, says what they are. */
async function insert(
  ui: Ui,
  document: vscode.TextDocument,
  anchor: Anchor,
  place: Place,
  ids: readonly string[],
): Promise<void> {
  const applied = await applyWhereItIs(async () => {
    const entry = document.isClosed ? undefined : await entryAt(document, anchor);
    // Nor may the edit open again what was closed meanwhile.
    if (entry === undefined || document.isClosed) return undefined;
    return editOf(document, photoEdits(entry, place, ids));
  });
  if (applied) return;
  const copyIds = ids.length === 1 ? vscode.l10n.t('Copy Id') : vscode.l10n.t('Copy Ids');
  const said = vscode.l10n.t(
    'Uploaded, but the payload has no place for it any more: {0}. Put it into {1} by hand.',
    ids.join(', '),
    plain(place.name),
  );
  if ((await ui.warn(said, copyIds)) === copyIds) await copy(ids.join('\n'));
}
