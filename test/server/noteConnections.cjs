// Required into a process and its threads by NODE_OPTIONS: writes every connection, name look-up and datagram of
// theirs as a line of the file that AKIN_CONNECTIONS names.
const { appendFileSync } = require('node:fs');
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');
const process = require('node:process');

const note = (line) => appendFileSync(process.env.AKIN_CONNECTIONS, `${line}\n`);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  // The library hands over what it has read out of the arguments as one array.
  const [options] = Array.isArray(given[0]) ? given[0] : given;
  // A pipe or a socket of this machine has a path and no port.
  const { host, port } = typeof options === 'object' ? options : { port: options, host: given[1] };
  if (port !== undefined) note(`${host ?? 'localhost'}:${port}`);
  return connect.apply(this, given);
};

for (const [module, name] of [
  [dns, 'lookup'],
  [dns, 'resolve'],
  [dns.promises, 'lookup'],
  [dns.promises, 'resolve'],
]) {
  const original = module[name];
  module[name] = function (...given) {
    note(`name ${given[0]}`);
    return original.apply(this, given);
  };
}

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...given) {
  note(`datagram`);
  return send.apply(this, given);
};
