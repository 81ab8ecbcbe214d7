// Runs a UF2 file in rp2040js from the second boot stage, or from the boot ROM on, and writes what the board sends, by USB or
// UART 0, to stdout.
//
//   node run.mjs PACKAGE FILE '{"seconds": 1.2, ...}'
//
// first, step    the k-th conversion of the converter gives first + k * step, modulo 4096, and channel c adds c to it
// codes          instead: what each channel gives
// periods_us     an HX711 for each, whose n-th conversion gives (7919 n mod 100000) * 8 + chip - 400000
// counts         instead: what each gives; tremble, held: see load_cells.mjs
// id             the flash chip's number, as hexadecimal digits
// usb            what the computer does (usb_host.mjs); null: there is none
// rom            the boot ROM's words, in a file; null: its steps are done here
//
// On stderr, as JSON: what was converted and asked, in which millisecond how many bytes were sent, and how many bytes of the
// stack were ever written.

import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';

import { switchOn } from './flash.mjs';
import { plugInLoadCells } from './load_cells.mjs';
import { plugIn } from './usb_host.mjs';

const [, , packageFolder, file, words] = process.argv;
const { seconds, id, usb = null, rom = null, ...world } = JSON.parse(words);
const { first = 0, step = 0, codes = null, periods_us: periods = [], tremble = 0, held = null, counts = null } = world;
const { LogLevel, ConsoleLogger, Simulator, USBCDC } = createRequire(import.meta.url)(packageFolder);

const simulator = new Simulator();
const { rp2040, clock } = simulator;
rp2040.logger = new ConsoleLogger(LogLevel.Error, false);
switchOn(rp2040, file, Buffer.from(id, 'hex'), rom);

const sent = [];
rp2040.uart[0].onByte = (byte) => sent.push(byte);
const host = usb && plugIn(rp2040, USBCDC, usb, (bytes) => sent.push(...bytes));

let conversions = 0;
const channels = new Set();
rp2040.adc.onADCRead = (channel) => {
  channels.add(channel);
  rp2040.adc.channelValues[channel] = codes ? codes[channel] : (first + conversions * step + channel) % 4096;
  conversions += 1;
  rp2040.adc.currentChannel = channel;
  rp2040.adc.sampleAlarm.schedule(rp2040.adc.sampleTime * 1000);
};
const value = counts ? (chip) => counts[chip] : (chip, n) => ((n * 7919) % 100000) * 8 + chip - 400000;
const cells = plugInLoadCells(rp2040, clock, periods, { tremble, held }, value);

function run(untilNs) {
  while (clock.nanos < untilNs) {
    const cycles = rp2040.core.executeInstruction();
    clock.tick((cycles * 1e9) / rp2040.clkSys);
  }
  host?.next();
}

const SLICE_NS = 1e6;
const lumps = [];
for (let slice = 0; slice * SLICE_NS < seconds * 1e9; slice++) {
  const before = sent.length;
  run((slice + 1) * SLICE_NS);
  if (sent.length > before) lumps.push([slice, sent.length - before]);
}
writeSync(1, Buffer.from(sent));
const { address, enabled, next, ...answers } = host ?? {};
const asked = { ...answers, address: address?.(), enabled: enabled?.() };
const STACK_TOP = 0x40000; // flash.ld
const stack = STACK_TOP - rp2040.sram.findIndex((byte, at) => at > STACK_TOP / 2 && byte !== 0xa5);
const line = { baud: rp2040.uart[0].baudRate || 0, hz: rp2040.clkSys };
writeSync(2, JSON.stringify({ conversions, channels: [...channels], ...line, ...cells, stack, lumps, usb: asked }));
