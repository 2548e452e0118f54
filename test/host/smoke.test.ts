import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in VS Code', () => {
  it('is found under its identifier', () => {
    const extension = vscode.extensions.getExtension('chakra-vscode.chakra-vscode');
    assert.ok(extension, 'VS Code does not know the extension');
  });
});
