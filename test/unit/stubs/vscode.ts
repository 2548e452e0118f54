// What the word lists of src/vscode/words need of VS Code, for tests in plain Node.
export const l10n = {
  t(message: string, ...args: (string | number | boolean)[]): string {
    return message.replace(/\{(\d+)\}/g, (_, n: string) => String(args[Number(n)]));
  },
};
