import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

// Node has no datagrams on Unix sockets, so Python listens where systemd would.
const listen = `
import socket, sys
listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listening.bind(sys.argv[1])
print('READY', flush=True)
while True:
    print(listening.recv(4096).decode().replace('\\n', ' '), flush=True)
`;

export type NotifySocket = {
  /** Each datagram, its lines joined by spaces. */
  readonly heard: readonly string[];
  readonly end: () => Promise<void>;
};

/** A real datagram socket at `path`, as a service manager holds for NOTIFY_SOCKET. */
export async function notifySocket(path: string): Promise<NotifySocket> {
  const child = spawn('python3', ['-c', listen, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const heard: string[] = [];
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'READY') resolve();
      // with this systemd-notify waits until the manager has taken what it said before: that it was received at all lets it go on
      else if (line !== 'BARRIER=1') heard.push(line);
    });
  });
  return {
    heard,
    async end() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
