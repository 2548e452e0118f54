import * as vscode from 'vscode';
import type { LeftOut } from '../../core/query/asPayload';
import type { ProcessRow } from '../../core/query/found';
import type { Expected, QueryProblem } from '../../core/query/read';
import type { Suggestion } from '../../core/query/suggest';
import type { Operator } from '../../core/query/tokens';
import { plain } from './plain';
import { timeText } from './times';

/** What is wrong with a query, or what is still missing. */
export function queryProblemText(problem: QueryProblem): string {
  switch (problem.code) {
    case 'unfinished':
      return vscode.l10n.t('Type on: {0}.', expectedText(problem.expected));
    case 'unexpected':
      return vscode.l10n.t(
        '“{0}” cannot stand there (character {1}): {2}.',
        plain(problem.found),
        problem.offset + 1,
        expectedText(problem.expected),
      );
    case 'notATime':
      return vscode.l10n.t(
        '“{0}” is no time for {1}. Type 2026-12-24, 2026-12-24 18:00, yesterday or 7 days ago.',
        plain(problem.found),
        plain(problem.field),
      );
    case 'orderOfSeveral':
      return vscode.l10n.t('{0} can be compared in order with one value only.', plain(problem.field));
    case 'notJson':
      return vscode.l10n.t('This is not JSON yet. A query object looks like {0}.', '{ "status": "OPEN" }');
  }
}

function expectedText(expected: Expected): string {
  switch (expected.kind) {
    case 'field':
      return vscode.l10n.t('a field is expected');
    case 'operator':
      return vscode.l10n.t(
        'what {0} is compared with is expected: =, !=, >, >=, <, <=',
        plain(expected.field.name),
      );
    case 'value':
      return vscode.l10n.t('a value of {0} is expected', plain(expected.field.name));
    case 'connector':
      return expected.open
        ? vscode.l10n.t('and, or or ) is expected')
        : vscode.l10n.t('and or or is expected');
  }
}

/** What stands beside a suggestion. */
export function suggestionText({
  name,
  note,
  operator,
  at,
}: Pick<Suggestion, 'name' | 'note' | 'operator' | 'at'>): string {
  if (operator !== undefined) return operatorText(operator);
  if (at !== undefined) return timeText(at);
  const shown = name === undefined ? '' : plain(name);
  switch (note) {
    case 'inactive':
      return vscode.l10n.t('{0} (cannot log in)', shown);
    case 'start':
      return vscode.l10n.t('{0} (default start state)', shown);
    case 'completed':
      return vscode.l10n.t('{0} (default completed state)', shown);
    default:
      return shown;
  }
}

function operatorText(operator: Operator): string {
  switch (operator) {
    case '=':
      return vscode.l10n.t('is; several values as [a, b]: any of them');
    case '!=':
      return vscode.l10n.t('is not');
    case '>':
      return vscode.l10n.t('is greater or later than');
    case '>=':
      return vscode.l10n.t('is at least, or not earlier than');
    case '<':
      return vscode.l10n.t('is less or earlier than');
    case '<=':
      return vscode.l10n.t('is at most, or not later than');
  }
}

/** What the second line of a process says. */
export function processDetail({ status, assignedTo, createdAt }: ProcessRow): string {
  return [
    status,
    assignedTo === undefined ? undefined : vscode.l10n.t('assigned to {0}', assignedTo),
    createdAt === undefined ? undefined : vscode.l10n.t('created {0}', timeText(createdAt)),
  ]
    .filter(part => part !== undefined)
    .map(plain)
    .join(' · ');
}

/** What a new payload does not take over from a process; undefined where it takes all. */
export function leftOutText(leftOut: readonly LeftOut[]): string | undefined {
  return leftOut.length === 0 ? undefined : leftOut.map(one => leftOutSentence(one)).join(' ');
}

function leftOutSentence(one: LeftOut): string {
  switch (one.kind) {
    case 'primaryKey':
      return vscode.l10n.t('Type a new {0}: it is the primary key.', plain(one.name));
    case 'derived':
      return vscode.l10n.t('Left out, since the service calculates it: {0}.', names(one.names));
    case 'unknown':
      return vscode.l10n.t('Left out, since the config does not know it: {0}.', names(one.names));
    case 'state':
      return vscode.l10n.t('Left out: the state {0}, which is none of the procedure.', plain(one.value));
    case 'assigneeId':
      return vscode.l10n.t(
        'assignedTo stays the id {0}: no user with a username has it. A create takes an id, too.',
        plain(one.value),
      );
    case 'assigneeGone':
      return vscode.l10n.t('Left out: assignedTo, since {0} was deleted.', plain(one.value));
    case 'record':
      return vscode.l10n.t(
        'Left out: record. The service only gave its id, and a create takes the attributes of the record.',
      );
  }
}

const mostNamed = 8;

function names(all: readonly string[]): string {
  const shown = all.slice(0, mostNamed).map(plain).join(', ');
  return all.length > mostNamed ? vscode.l10n.t('{0} and {1} more', shown, all.length - mostNamed) : shown;
}
