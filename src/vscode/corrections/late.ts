import * as vscode from 'vscode';
import { settingFindings } from '../../core/catalog/settingFindings';
import type { Catalog } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import { settingText } from '../words/settingWords';

/** What is loaded only with a settings file that names our settings: it holds the parser. */
export { settingAt } from './settingAt';

/**
 * Problems of what a settings file says of the team.
 * @param catalog what the service of the connection says, without corrections
 */
export function settingProblems(
  document: vscode.TextDocument,
  connection: Connection,
  catalog: Catalog,
): vscode.Diagnostic[] {
  return settingFindings(document.getText(), catalog).map(finding => {
    const { offset, length, code } = finding;
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    // What is there for another team, or added on purpose, is no mistake.
    const isLikely = code === 'noKeyAttribute' || code === 'optionKind' || finding.near.length > 0;
    const { Warning, Information } = vscode.DiagnosticSeverity;
    const problem = new vscode.Diagnostic(
      range,
      settingText(finding, connection.name),
      isLikely ? Warning : Information,
    );
    problem.source = 'Chakra';
    return problem;
  });
}
