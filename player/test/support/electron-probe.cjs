// Loaded into the real Electron shell with -r, before its own code: answers a test's questions from inside, over the channel to the
// test. No debugging port is needed for it, and the shell under test is the one that is shipped.
const electron = require('electron');

process.on('message', ({ id, body }) => {
  // oxlint-disable-next-line typescript/no-implied-eval -- the test's own code, sent by its parent
  const asked = new Function('electron', 'stage', `return (async () => { ${body} })()`);
  asked(electron, electron.BrowserWindow.getAllWindows()[0]?.webContents).then(
    (value) => process.send({ id, value: value ?? null }),
    (error) => process.send({ id, error: String(error) }),
  );
});
