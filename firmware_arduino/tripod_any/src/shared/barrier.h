// Keeps the compiler from moving memory accesses across this point. The chip itself never reorders them; a `volatile`
// flag alone does not keep the plain data that it announces on its own side.

#pragma once

namespace tripod {

inline void compiler_barrier() { __asm__ __volatile__("" ::: "memory"); }

}  // namespace tripod
