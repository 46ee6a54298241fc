'use strict';

const { inspect } = require('node:util');

const LIMIT = 10;

/**
 * Listens to events by name.
 * @constructor
 */
function Emitter() {
  this.listeners = new Map();
}

/** Adds a listener. */
Emitter.prototype.on = function (name, listener) {
  const known = this.listeners.get(name) || [];
  this.listeners.set(name, [...known, listener]);
  return this;
};

Emitter.defaults = function defaults() {
  return { limit: LIMIT };
};

class Bus extends Emitter {
  #closed = false;
  static instances = 0;

  constructor(name) {
    super();
    this.name = name;
    Bus.instances += 1;
  }

  get size() {
    return this.listeners.size;
  }

  static create(name) {
    return new Bus(name);
  }

  #check() {
    if (this.#closed) throw new Error('closed');
  }

  close = () => {
    this.#closed = true;
    this.listeners.clear();
  };

  async *[Symbol.asyncIterator]() {
    this.#check();
    for (const name of this.listeners.keys()) yield name;
  }
}

const once = (target, name) =>
  new Promise((resolve) => {
    target.on(name, resolve);
  });

function* numbers(to) {
  for (let at = 0; at < to; at += 1) yield at;
}

const api = {
  /** Lists all names. */
  async list() {
    return [...names];
  },

  get: (name) => {
    return names.find((other) => other === name);
  },

  'content-type': function () {
    return 'application/json';
  },

  version: 2,
  limits: { soft: 5, hard: 10 },
};

const debounced = debounce((value) => {
  console.log(value);
  save(value);
}, 200);

let handler;
handler = function () {
  return inspect(handler);
};

exports.parse = function parse(text) {
  return JSON.parse(text);
};

module.exports.format = (value) => JSON.stringify(value, null, 2);

(function start() {
  const boot = () => {
    api.list();
  };
  boot();
})();

describe('Bus', () => {
  it('calls listeners in order', () => {
    const seen = [];
    new Bus('a').on('x', (value) => seen.push(value));
    expect(seen).toEqual([]);
  });
});

app.get('/health', (request, response) => {
  response.send('ok');
});
