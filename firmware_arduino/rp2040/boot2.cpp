// The second boot stage: the first 256 bytes of the flash. The boot ROM copies them to the end of RAM, checks their CRC
// (make_uf2.py) and calls them. They make memory of the flash and start the program as a reset would.

#include "flash_port.h"

using namespace rp2040;

extern "C" const void* const vectors[];

extern "C" [[noreturn]] __attribute__((section(".boot2"), used)) void boot2() {
  flash_is_memory();
  at(kVectorTable) = reinterpret_cast<uint32_t>(vectors);
  __asm__ __volatile__(
      "msr msp, %0\n"
      "bx %1\n" ::"r"(vectors[0]),
      "r"(vectors[1]));
  __builtin_unreachable();
}
