// Streams of a pod: a log that is followed, a command in a terminal, its exit code, and a port.
import { PassThrough } from 'node:stream';
import net from 'node:net';
import { k8s, config, check, patience } from './library.mjs';

patience(360);
const [namespace, pod, container, port] = process.argv.slice(2);

const text = stream => {
  const read = { text: '' };
  stream.on('data', data => { read.text += data.toString(); });
  return read;
};
const until = async (condition, what) => {
  for (let i = 0; i < 6000 && !condition(); i++)
    await new Promise(resolve => setTimeout(resolve, 10));
  check(condition(), what);
};

const lines = new PassThrough();
const log = text(lines);
const following = await new k8s.Log(config).log(namespace, pod, container, lines, { follow: true, tailLines: 100 });
await until(() => log.text.includes('serving on'), 'the log tells of the start');
following.abort();

const run = (command, stdin, tty) => new Promise((resolve, reject) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [out, err] = [text(stdout), text(stderr)];
  new k8s.Exec(config).exec(namespace, pod, container, command, stdout, stderr, stdin, tty, status => setImmediate(() => resolve({ status, out, err }))).catch(reject);
});

const plain = await run(['/bin/busybox', 'sh', '-c', 'echo out; echo err >&2; exit 3'], null, false);
check(plain.out.text === 'out\n' && plain.err.text === 'err\n', `both outputs: ${JSON.stringify([plain.out.text, plain.err.text])}`);
check(plain.status.status === 'Failure' && plain.status.details.causes[0].message === '3', `the exit code: ${JSON.stringify(plain.status)}`);

const keyboard = new PassThrough();
const terminal = run(['/bin/busybox', 'sh'], keyboard, true);
keyboard.write('/bin/busybox stty size; tty; exit\n');
const shell = await terminal;
check(shell.status.status === 'Success', `a shell that ends well: ${JSON.stringify(shell.status)}`);
check(shell.out.text.includes('\r\n'), 'a terminal writes its line ends');

const forward = new k8s.PortForward(config);
const server = net.createServer(socket => forward.portForward(namespace, pod, [Number(port)], socket, null, socket));
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const browser = net.connect(server.address().port, '127.0.0.1');
const page = text(browser);
browser.write('GET / HTTP/1.0\r\n\r\n');
await until(() => page.text.includes("served"), `the pod's page comes through the port: ${page.text}`);
console.log('streams: done');
process.exit(0);
