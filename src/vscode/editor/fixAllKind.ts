import * as vscode from 'vscode';

/** For *Fix All* and for saves, where the user has chosen that (`editor.codeActionsOnSave`): what leaves no doubt, in the whole file. */
export const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('chakra');
