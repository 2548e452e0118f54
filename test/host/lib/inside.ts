import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';
import { extensionId } from './world';

/** The running extension: what it is made of, and VS Code's context of it. */
export async function inside(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi>(extensionId);
  assert.ok(extension, 'VS Code does not know the extension');
  return extension.activate();
}
