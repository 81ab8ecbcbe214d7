// The Pico's flash chip, the port to it and how it is started, which rp2040js leaves out: there the flash is memory from the start. Here it is
// memory only while the port's registers make it so, and else it answers the commands that the port clocks into it.

import { readFileSync } from 'node:fs';

const FLASH = 0x10000000;
const BOOT2_AT = 0x20041f00; // where the boot ROM copies it to
const RAM = 0x20000000;
const RP2040_FAMILY = 0xe48bff56;

// What the boot ROM takes of a UF2 file (its data sheet, 2.8.4.2): blocks of its own family, of 256 bytes, on a page of the flash.
export function loadUf2(file, flash) {
  const blocks = readFileSync(file);
  if (blocks.length === 0 || blocks.length % 512) throw new Error('not whole blocks of 512 bytes');
  for (let at = 0; at < blocks.length; at += 512) {
    const word = (k) => blocks.readUInt32LE(at + 4 * k);
    if (word(0) !== 0x0a324655 || word(1) !== 0x9e5d5157 || word(127) !== 0x0ab16f30) throw new Error('no magic number');
    if (word(2) !== 0x2000 || word(7) !== RP2040_FAMILY) throw new Error('not for an RP2040');
    if (word(4) !== 256 || word(3) % 256) throw new Error('not a page of the flash');
    if (word(5) !== at / 512 || word(6) !== blocks.length / 512) throw new Error('a block is missing');
    flash.set(blocks.subarray(at + 32, at + 32 + 256), word(3) - FLASH);
  }
}

export function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let k = 0; k < 8; k++) crc = (crc << 1) ^ (crc & 0x80000000 ? 0x04c11db7 : 0);
  }
  return crc >>> 0;
}

class FlashChip {
  constructor(bytes, id) {
    this.bytes = bytes;
    this.id = id;
    this.asked = [];
  }
  deselect() {
    this.asked = [];
  }
  exchange(byte) {
    const k = this.asked.push(byte) - 1;
    const [command, high, middle, low] = this.asked;
    if (command === 0x03 && k >= 4) return this.bytes[((high << 16) | (middle << 8) | low) + k - 4];
    if (command === 0x4b && k >= 5 && k < 13) return this.id[k - 5];
    if (command === 0x05 && k >= 1) return 0;
    return 0xff;
  }
}

// Synopsys' SSI, as far as it is used: one byte out and one in, or reads of memory by command 03h.
class FlashPort {
  constructor(chip, onMemory) {
    this.chip = chip;
    this.onMemory = onMemory;
    this.registers = new Map();
    this.received = [];
    this.selected = false;
  }
  get enabled() {
    return this.registers.get(0x08) === 1;
  }
  get isMemory() {
    const read = this.registers.get(0x00) === 0x001f0300 && this.registers.get(0xf4) === 0x03000218;
    return this.enabled && read && this.registers.get(0x04) === 0;
  }
  get takesBytes() {
    return this.enabled && this.registers.get(0x00) === 0x00070000;
  }
  readUint32(offset) {
    const [full, empty, received] = [0, 1 << 2, this.received.length ? 1 << 3 : 0];
    if (offset === 0x28) return full | empty | (1 << 1) | received;
    if (offset === 0x20) return 0;
    if (offset === 0x24) return this.received.length;
    if (offset === 0x60) return this.received.shift() ?? 0;
    return this.registers.get(offset) ?? 0;
  }
  writeUint32(offset, value) {
    if (offset === 0x60) {
      if (this.takesBytes) this.received.push(this.selected ? this.chip.exchange(value & 0xff) : 0xff);
      return;
    }
    // Only enabling and disabling work while it is enabled.
    if (this.enabled && offset !== 0x08) return;
    this.registers.set(offset, value);
    if (offset === 0x08) this.received = [];
    this.onMemory(this.isMemory);
  }
  writeUint32Atomic(offset, value, kind) {
    const old = this.registers.get(offset) ?? 0;
    this.writeUint32(offset, [value, old ^ value, old | value, old & ~value][kind]);
  }
}

// The pins of the flash, of which that of its selection can be forced low or high.
class FlashPins {
  constructor(port) {
    this.port = port;
    this.registers = new Map();
  }
  readUint32(offset) {
    return this.registers.get(offset) ?? 0;
  }
  writeUint32(offset, value) {
    this.registers.set(offset, value);
    if (offset !== 0x0c) return;
    this.port.selected = ((value >> 8) & 3) === 2;
    if (!this.port.selected) this.port.chip.deselect();
  }
  writeUint32Atomic(offset, value, kind) {
    const old = this.readUint32(offset);
    this.writeUint32(offset, [value, old ^ value, old | value, old & ~value][kind]);
  }
}

// Registers that rp2040js does not have, and that read as after power came: no rescue is asked for.
class Registers {
  constructor() {
    this.registers = new Map();
  }
  readUint32(offset) {
    return this.registers.get(offset) ?? 0;
  }
  writeUint32(offset, value) {
    this.registers.set(offset, value);
  }
  writeUint32Atomic(offset, value) {
    this.registers.set(offset, value);
  }
}

// Starts the boot ROM itself (a file with its words in hexadecimal), which asks for the second boot stage as it does on a Pico.
function startRom(rp2040, romFile) {
  const words = readFileSync(romFile, 'utf-8').match(/\b0x[0-9a-f]{8}\b/g);
  rp2040.bootrom.set(Uint32Array.from(words, Number));
  rp2040.peripherals[0x40060] = new Registers();
  rp2040.peripherals[0x40064] = new Registers();
  for (const pin of rp2040.qspi) pin.padValue |= 0x40; // inputs are on after a reset, and rp2040js has them off
  rp2040.qspi[1].setInputValue(true); // BOOTSEL is not pressed
  rp2040.core.reset();
}

// What the boot ROM does (data sheet 2.8.1.3), where there is none.
function doAsTheRom(rp2040, boot2) {
  const checksum = new DataView(boot2.buffer).getUint32(252, true);
  if (checksum !== crc32(boot2.subarray(0, 252))) throw new Error('the boot ROM refuses the second boot stage: its CRC is wrong');
  rp2040.sram.set(boot2, BOOT2_AT - RAM);
  rp2040.core.SP = BOOT2_AT;
  rp2040.core.PC = BOOT2_AT;
}

// A board that is switched on with this file in its flash.
export function switchOn(rp2040, file, id, romFile) {
  loadUf2(file, rp2040.flash);
  const memory = [rp2040.flash, rp2040.flashView];
  const nothing = new Uint8Array(rp2040.flash.length).fill(0xa5);
  const hidden = [nothing, new DataView(nothing.buffer)];
  const port = new FlashPort(new FlashChip(rp2040.flash, id), (isMemory) => {
    [rp2040.flash, rp2040.flashView] = isMemory ? memory : hidden;
  });
  port.onMemory(false);
  rp2040.peripherals[0x18000] = port;
  rp2040.peripherals[0x40018] = new FlashPins(port);
  rp2040.sram.fill(0xa5); // anything, and what was written is seen afterwards
  if (romFile) startRom(rp2040, romFile);
  else doAsTheRom(rp2040, memory[0].slice(0, 256));
}
