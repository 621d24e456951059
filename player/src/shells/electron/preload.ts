import { ipcRenderer } from 'electron';
import { stagePortOffer, stagePortWanted } from '../../bridge/stage-port-names.ts';

// The only code between the page and Electron: it hands over the port to the agent and nothing else. Ports cross the
// context bridge as transferred objects of a message, so nothing at all is put on the page's window.

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === stagePortWanted) ipcRenderer.send(stagePortWanted);
});
ipcRenderer.on(stagePortOffer, (event) => window.postMessage(stagePortOffer, window.location.origin, [...event.ports]));
