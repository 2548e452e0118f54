// @ts-check
// A reporter for mocha that leaves the counts in the file that its option `output` names. It shows each test, or, with the
// option `quiet`, a dot for each.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class extends Mocha.reporters.Base {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const { output, quiet } = options.reporterOptions;
    const Shown = quiet === undefined ? Mocha.reporters.Spec : Mocha.reporters.Dot;
    void new Shown(runner, options);
    /** @type {string[]} */
    const failed = [];
    runner.on('fail', (test, error) => {
      const why = String(error?.message ?? error)
        .split('\n', 8)
        .join('\n');
      failed.push(`${test.fullTitle()}\n${why}`);
    });
    runner.once('end', () => {
      const { passes, failures } = this.stats;
      const { user, system } = process.cpuUsage();
      const cpuSeconds = (user + system) / 1e6;
      writeFileSync(
        output,
        JSON.stringify({ passed: passes, failed: failures, failures: failed, cpuSeconds }),
      );
    });
  }
};
